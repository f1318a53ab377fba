package io.commitstatus.internal.http;

import io.commitstatus.internal.foreign.Foreign;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads of the HTTP clients, which keep no application's class loader alive: they have the library's as context, and end
 * with the router.
 */
final class HttpThreads {
    /** The JDK's class that hands over a handshake's tasks; under another name they would run in place, too. */
    private static final String HANDSHAKE = "SSLFlowDelegate";

    private HttpThreads() {}

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(HttpThreads.class.getClassLoader());
        return thread;
    }

    static ExecutorService pool() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon("commitstatus-http-" + number.incrementAndGet(), task));
    }

    /**
     * Runs a client's tasks where they arise, on its selector's thread: a request has a dozen small ones, and to hand each over
     * takes a third of the CPU that the request takes. None waits for anything, but for those of a TLS handshake, which may ask
     * whether a certificate was revoked, and go to the pool.
     */
    static Executor inPlace(Executor pool) {
        return task -> {
            if (task.getClass().getName().contains(HANDSHAKE)) {
                pool.execute(task);
                return;
            }
            // Whatever it throws would end the thread that serves all other requests.
            Foreign.run("a step of the JDK's HTTP client", task::run);
        };
    }

    /** Makes a client: its own thread takes over the context class loader of whoever makes it. */
    static HttpClient make(Supplier<HttpClient> maker) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(HttpThreads.class.getClassLoader());
        try {
            return maker.get();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    /** Ends a client now where the JDK (21 and newer) can; else it ends soon after it is forgotten. */
    static void end(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            // JDK 17: its selector's thread ends when the garbage collector finds that nobody has the client any more.
            return;
        }
    }
}
