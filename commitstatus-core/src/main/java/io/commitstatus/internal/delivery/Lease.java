package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.limits.Slots;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row in this process's hands: the claim, the slot that it takes, and the duty to settle it. It ends exactly once,
 * whatever is thrown and by whomever, the executor that was to run it included.
 */
final class Lease implements Runnable {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Claim claim;
    private final Attempt attempt;
    private final Slots slots;
    private final Slots.Slot slot;
    private final Settler settler;
    private final Released whenReleased;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    /** What its thread goes on with. Used by that thread alone. */
    private @Nullable Lease next;

    /** Who gives out slots. */
    interface Released {
        /**
         * A slot is free again.
         *
         * @param byItsWorker whether it was the last one, and its own thread gives it back
         * @return what may be begun in its place; null for nothing
         */
        @Nullable
        Lease released(Lease lease, boolean byItsWorker);
    }

    /**
     * Takes over a claim and its slot.
     *
     * @param whenReleased is told when the slot is free again, before anybody is told how the status ended
     */
    Lease(Claim claim, Attempt attempt, Slots slots, Slots.Slot slot, Settler settler, Released whenReleased) {
        this.claim = claim;
        this.attempt = attempt;
        this.slots = slots;
        this.slot = slot;
        this.settler = settler;
        this.whenReleased = whenReleased;
    }

    /** When it lapses, by the router's steady clock. */
    Instant lapses() {
        return attempt.begun().plus(attempt.target().lease());
    }

    /** Whether somebody has begun to work on it. */
    boolean isStarted() {
        return started.get();
    }

    /** Makes the attempt, and then those that take its place. */
    @Override
    public void run() {
        Lease lease = this;
        while (lease != null) {
            lease = lease.attempt();
        }
    }

    /** Makes the attempt, unless somebody else does; what this thread goes on with, or null. */
    private @Nullable Lease attempt() {
        if (!started.compareAndSet(false, true)) {
            return null;
        }
        thread.set(Thread.currentThread());
        long begun = System.nanoTime();
        try {
            end(attempt.run(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (Throwable e) {
            // Not foreign code, which is fenced off: the JVM is in trouble, or this library has a bug.
            String reason = "the attempt failed with " + ForeignCodeException.describe(e);
            end(
                    new Settlement(new Verdict.Retry(SOON, reason, true), attempt.evidence()),
                    Duration.ofNanos(System.nanoTime() - begun));
        } finally {
            thread.set(null);
        }
        Lease following = next;
        // Else the first of a thread that is never idle would keep all that came after it from the garbage collector.
        next = null;
        return following;
    }

    /** Ends it because the executor will not run it: nothing was sent, and nothing will be. Does nothing once it runs. */
    void refused(String reason) {
        if (started.compareAndSet(false, true)) {
            end(notStarted(reason), Duration.ZERO);
        }
    }

    /** How a claim ends that nobody began to work on. */
    static Settlement notStarted(String reason) {
        return new Settlement(new Verdict.Retry(SOON, reason, false), Evidence.none());
    }

    /** Wakes its thread from whatever it waits for. */
    void interrupt() {
        Thread running = thread.get();
        if (running != null) {
            running.interrupt();
        }
    }

    private void end(Settlement settlement, Duration took) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        // An interrupt would close the files of an embedded database under the settle.
        boolean interrupted = Thread.interrupted();
        try {
            settler.settle(claim, settlement, attempt.result(settlement.verdict()), took, this::release);
        } catch (Throwable e) {
            release();
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        if (released.compareAndSet(false, true)) {
            boolean wasLast = slots.release(slot, attempt.ending());
            boolean byItsWorker = wasLast && thread.get() == Thread.currentThread();
            Lease following = whenReleased.released(this, byItsWorker);
            if (byItsWorker) {
                next = following;
            }
        }
    }
}
