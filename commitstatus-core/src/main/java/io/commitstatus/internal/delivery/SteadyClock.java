package io.commitstatus.internal.delivery;

import io.commitstatus.spi.MovableClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Runs on from the time at its making at an even pace, whatever is done to the wall clock: a wall clock that is set back an
 * hour must not delay what is due by an hour.
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

    /** The steady twin of a clock; a movable one is its own, since only the test moves it. */
    public static Clock of(Clock wall) {
        return wall instanceof MovableClock ? wall : new SteadyClock(wall);
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
