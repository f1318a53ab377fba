package io.commitstatus.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that only the test moves. Thread-safe.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
 * clock.advance(Duration.ofMinutes(5));
 * }</pre>
 *
 * @since 0.1
 */
public final class ManualClock extends Clock {
    private volatile Instant now;

    /** Stands at a time. */
    public ManualClock(Instant start) {
        this.now = start;
    }

    /** Moves forward, or back by a negative duration. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** {@return this clock; it knows no zones} */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
