package io.commitstatus.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads that make attempts: the router's own daemons, or the user's executor, which is never shut down. */
final class Workers implements Executor {
    private final InFlight inFlight = new InFlight();
    private final int size;
    private final Executor executor;
    private final @Nullable ExecutorService own;

    Workers(String router, int size, @Nullable Executor given) {
        this.size = size;
        if (given == null) {
            ExecutorService pool = pool(router, size);
            this.own = pool;
            this.executor = pool;
        } else {
            this.own = null;
            this.executor = given;
        }
    }

    private static ExecutorService pool(String router, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(router));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String router) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon("commitstatus-" + router + "-" + number.incrementAndGet(), task);
    }

    /** With the library's class loader rather than that of whoever happened to call first, which it would keep alive. */
    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Workers.class.getClassLoader());
        return thread;
    }

    InFlight inFlight() {
        return inFlight;
    }

    int free() {
        return size - inFlight.count();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    void close() {
        if (own != null) {
            own.shutdownNow();
        }
    }
}
