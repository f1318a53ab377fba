package io.commitstatus.outbox.postgresql;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the next row becomes due, or its lease lapses, as far as this process knows: it need not ask the database before each
 * claim. What other replicas write is seen a moment later. Thread-safe.
 */
final class Wakes {
    private static final Duration FRESH = Duration.ofMillis(100);

    private @Nullable Instant soonest;
    /** The soonest that was written since the database is being asked. */
    private @Nullable Instant written;

    private Instant askedAt = Instant.MIN;

    /** A row is written that wants a claim then. */
    synchronized void note(Instant wakeAt) {
        soonest = sooner(soonest, wakeAt);
        written = sooner(written, wakeAt);
    }

    /** Whether a row may have become due, or nobody knows. */
    synchronized boolean isTime(Instant now) {
        return !isFresh(now) || (soonest != null && !soonest.isAfter(now));
    }

    private boolean isFresh(Instant now) {
        return askedAt.isAfter(now.minus(FRESH)) && !askedAt.isAfter(now);
    }

    /** The database is asked from now on. */
    synchronized void asking() {
        written = null;
    }

    /** What it said. */
    synchronized void asked(@Nullable Instant next, Instant now) {
        soonest = next == null ? written : sooner(written, next);
        askedAt = now;
    }

    private static Instant sooner(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }
}
