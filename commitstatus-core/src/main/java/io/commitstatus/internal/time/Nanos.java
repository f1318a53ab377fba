package io.commitstatus.internal.time;

import java.time.Duration;

/** Durations as nanoseconds, of any length. */
public final class Nanos {
    private Nanos() {}

    /** {@return the nanoseconds of a duration; none of a negative one, and half of what fits of one that is too long} */
    public static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.toSeconds() > Long.MAX_VALUE / 2_000_000_000L ? Long.MAX_VALUE / 2 : duration.toNanos();
    }
}
