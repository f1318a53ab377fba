package io.commitstatus.testing.forge;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Holds requests at a {@link FakeForge} until it is opened, so that a test needs no sleeps to have several under way at
 * once. A held request counts as under way and is recorded already. Thread-safe.
 *
 * @since 0.1
 */
public final class RequestGate implements AutoCloseable {
    private final Predicate<ForgeRequest> holds;
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch opened = new CountDownLatch(1);

    RequestGate(Predicate<ForgeRequest> holds) {
        this.holds = holds;
    }

    /**
     * Waits until the given number of further requests are at the gate.
     *
     * @throws AssertionError when they do not come in time
     */
    public void awaitArrivals(int requests, Duration atMost) {
        try {
            if (!arrived.tryAcquire(requests, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("expected " + requests + " requests at the gate within " + atMost + ", but "
                        + arrived.availablePermits() + " came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for requests", e);
        }
    }

    /** Lets all go that stand there, and those to come. */
    public void open() {
        opened.countDown();
    }

    /** Opens. */
    @Override
    public void close() {
        open();
    }

    void pass(ForgeRequest request) throws InterruptedException {
        if (opened.getCount() > 0 && holds.test(request)) {
            arrived.release();
            opened.await();
        }
    }
}
