package io.commitstatus.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that make attempts: the router's own daemons, or the user's executor, which is never shut down. How many are busy is
 * limited by the slots.
 */
final class Workers implements Executor {
    private final Executor executor;
    private final ExecutorService own;

    Workers(String router, @Nullable Executor given) {
        this.own = pool(router);
        this.executor = given == null ? own : given;
    }

    /** Threads that nobody else may keep from working. */
    Executor own() {
        return own;
    }

    private static ExecutorService pool(String router) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon("commitstatus-" + router + "-" + number.incrementAndGet(), task));
    }

    /** With the library's class loader rather than that of whoever happened to call first, which it would keep alive. */
    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Workers.class.getClassLoader());
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    void close() {
        own.shutdownNow();
    }
}
