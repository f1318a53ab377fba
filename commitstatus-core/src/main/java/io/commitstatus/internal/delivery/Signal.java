package io.commitstatus.internal.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread that waits for work. A signal that comes while nobody waits is kept. */
final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wasRaised = lock.newCondition();
    private volatile boolean pending;

    void raise() {
        if (pending) {
            // Whoever takes that one sees what was done before this.
            return;
        }
        lock.lock();
        try {
            pending = true;
            wasRaised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal, or for the given time; whether there was one. */
    boolean await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, Math.min(atMost.toMillis() + 1, 3_600_000)));
            while (!pending && nanos > 0) {
                nanos = wasRaised.awaitNanos(nanos);
            }
            boolean raised = pending;
            pending = false;
            return raised;
        } finally {
            lock.unlock();
        }
    }
}
