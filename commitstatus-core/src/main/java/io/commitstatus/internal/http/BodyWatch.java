package io.commitstatus.internal.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends bodies that trickle past their deadline: {@code HttpRequest.timeout} ends when the headers have come. One daemon thread
 * looks at all bodies that are being read, twenty times a second; it lives only while there are any, and for a few seconds more.
 */
final class BodyWatch {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int IDLE_TICKS = 100;

    private final Set<BoundedBody> reading = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private volatile boolean closed;

    void add(BoundedBody body) {
        reading.add(body);
        ensureThread();
    }

    void remove(BoundedBody body) {
        reading.remove(body);
    }

    private synchronized void ensureThread() {
        if (thread == null && !closed) {
            Thread fresh = HttpThreads.daemon("commitstatus-http-deadlines", this::watch);
            thread = fresh;
            fresh.start();
        }
    }

    private void watch() {
        int idle = 0;
        while (!closed) {
            LockSupport.parkNanos(this, TICK);
            if (!reading.isEmpty()) {
                idle = 0;
                reading.forEach(BoundedBody::expireWhenOver);
            } else if (++idle > IDLE_TICKS && hasEnded()) {
                return;
            }
        }
    }

    private synchronized boolean hasEnded() {
        if (reading.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }

    void close() {
        closed = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            LockSupport.unpark(running);
        }
    }
}
