package io.commitstatus.policy;

import io.commitstatus.model.GoDuration;
import java.time.Duration;
import java.util.Objects;

/**
 * How long and how often to try. Immutable.
 *
 * <pre>{@code
 * RetryPolicy retries = RetryPolicy.defaults()
 *         .backoff(Duration.ofSeconds(2), Duration.ofMinutes(1))
 *         .maxAge(Duration.ofHours(1));
 * }</pre>
 *
 * <p>Defaults: backoff from 1 second, doubling to 5 minutes, with jitter of a fifth; given up after 24 hours; a commit that
 * the vendor does not see yet is given up after 10 minutes; a status that the vendor denies, as it does with 403 and 404, 5
 * minutes after it first did.
 *
 * @since 0.1
 */
public final class RetryPolicy {
    private static final RetryPolicy DEFAULTS = new RetryPolicy(
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            0.2,
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5));

    private final Duration initialBackoff;
    private final Duration maxBackoff;
    private final double jitter;
    private final Duration maxAge;
    private final Duration notVisibleFor;
    private final Duration deniedFor;

    private RetryPolicy(
            Duration initialBackoff,
            Duration maxBackoff,
            double jitter,
            Duration maxAge,
            Duration notVisibleFor,
            Duration deniedFor) {
        this.initialBackoff = positive("initial backoff", initialBackoff);
        this.maxBackoff = positive("largest backoff", maxBackoff);
        this.jitter = jitter;
        this.maxAge = positive("largest age", maxAge);
        this.notVisibleFor = positive("time for a commit to appear", notVisibleFor);
        this.deniedFor = deniedFor;
        Objects.requireNonNull(deniedFor, "deniedFor must not be null");
        if (deniedFor.isNegative()) {
            throw new IllegalArgumentException(
                    "time for a denial to pass must not be negative (was " + deniedFor + ")");
        }
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException("a largest backoff of " + GoDuration.text(maxBackoff)
                    + " is below the initial one of " + GoDuration.text(initialBackoff) + "; swap them");
        }
    }

    /** {@return the defaults} */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy whose backoff starts at {@code initial} and doubles up to {@code max}; default 1 second and 5 minutes.
     *
     * @throws IllegalArgumentException when one is not positive, or the largest is below the initial one
     */
    public RetryPolicy backoff(Duration initial, Duration max) {
        return new RetryPolicy(initial, max, jitter, maxAge, notVisibleFor, deniedFor);
    }

    /**
     * Returns a copy with the given jitter: the part of each backoff that is random, from 0 (none) to 1; default 0.2.
     *
     * @throws IllegalArgumentException when it is outside of that
     */
    public RetryPolicy jitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1 (was " + part + ")");
        }
        return new RetryPolicy(initialBackoff, maxBackoff, part, maxAge, notVisibleFor, deniedFor);
    }

    /**
     * Returns a copy that gives up {@code maxAge} after a status was accepted; default 24 hours.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public RetryPolicy maxAge(Duration maxAge) {
        return new RetryPolicy(initialBackoff, maxBackoff, jitter, maxAge, notVisibleFor, deniedFor);
    }

    /**
     * Returns a copy that gives up on a commit the vendor does not see {@code notVisibleFor} after the status was accepted; default
     * 10 minutes.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public RetryPolicy notVisibleFor(Duration notVisibleFor) {
        return new RetryPolicy(initialBackoff, maxBackoff, jitter, maxAge, notVisibleFor, deniedFor);
    }

    /**
     * Returns a copy that gives up on a status {@code deniedFor} after the vendor first denied it, for lack of a permission or
     * because there is no such repository: both come in passing, and what a token may do takes a while to be known. In that
     * time it is tried at most six times, at growing intervals; with zero a denial is final at once.
     */
    public RetryPolicy deniedFor(Duration deniedFor) {
        return new RetryPolicy(initialBackoff, maxBackoff, jitter, maxAge, notVisibleFor, deniedFor);
    }

    /** {@return how long after a status was accepted it is given up} */
    public Duration maxAge() {
        return maxAge;
    }

    /** {@return how long after a status was accepted a commit that the vendor does not see is given up} */
    public Duration notVisibleFor() {
        return notVisibleFor;
    }

    /** {@return how long after the vendor first denied a status it is given up} */
    public Duration deniedFor() {
        return deniedFor;
    }

    /**
     * Returns the wait after a number of failures in a row.
     *
     * @param failures at least 1
     * @param chance from 0 to 1; the jitter's part of the wait is scaled with it
     */
    public Duration backoff(int failures, double chance) {
        Duration wait = initialBackoff;
        for (int i = 1; i < failures && wait.compareTo(maxBackoff) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        long millis = Math.min(wait.toMillis(), maxBackoff.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 - jitter * chance)));
    }

    private static Duration positive(String what, Duration value) {
        Objects.requireNonNull(value, () -> what + " must not be null");
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " must be positive (was " + GoDuration.text(value) + ")");
        }
        return value;
    }
}
