package io.commitstatus.spi.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to stay away after rate limits that name no time: an initial wait that doubles each time, up to a maximum.
 * Answers to requests that were under way together count once. Thread-safe.
 *
 * @since 0.1
 */
public final class RateLimitBackoff {
    private final Clock clock;
    private final Duration first;
    private final Duration longest;
    private Duration wait = Duration.ZERO;
    private Instant end = Instant.MIN;

    /**
     * Begins as after a {@link #reset}.
     *
     * @param first the first wait, positive
     * @param longest the longest wait, at least the first
     */
    public RateLimitBackoff(Clock clock, Duration first, Duration longest) {
        this.clock = clock;
        this.first = first;
        this.longest = longest;
    }

    /** {@return how long to wait from now} */
    public synchronized Duration next() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            wait = wait.isZero() ? first : wait.multipliedBy(2);
            wait = wait.compareTo(longest) > 0 ? longest : wait;
            end = now.plus(wait);
        }
        return wait;
    }

    /** The vendor takes requests again. */
    public synchronized void reset() {
        wait = Duration.ZERO;
        end = Instant.MIN;
    }
}
