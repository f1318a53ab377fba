package io.commitstatus.outbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Runs on at an even pace from the time at which it was made, whatever is done to the system's clock: one that is set back an
 * hour must not delay what is due by an hour. Thread-safe.
 *
 * @since 0.1
 */
public final class SteadyClock extends Clock {
    private final Clock wall;
    private final Instant origin;
    private final long originNanos;

    private SteadyClock(Clock wall) {
        this.wall = wall;
        this.origin = wall.instant();
        this.originNanos = System.nanoTime();
    }

    /** {@return the steady twin of the system's clock; any other clock is its own, since whoever made it moves it} */
    public static Clock of(Clock wall) {
        return wall.equals(Clock.system(wall.getZone())) ? new SteadyClock(wall) : wall;
    }

    @Override
    public Instant instant() {
        return origin.plusNanos(System.nanoTime() - originNanos);
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    /** {@return this clock; durations know no zones} */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
