package io.commitstatus.internal.http;

import java.net.http.HttpClient;
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
