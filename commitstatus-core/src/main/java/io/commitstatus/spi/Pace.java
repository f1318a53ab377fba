package io.commitstatus.spi;

import java.time.Duration;

/**
 * At most so many requests in any window of this length.
 *
 * @param requests how many, at least 1
 * @param window how long, positive
 */
public record Pace(int requests, Duration window) {

    /** Rejects what allows nothing. */
    public Pace {
        if (requests < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException(
                    requests + " requests in " + window + " is no pace; give at least 1 in a positive window");
        }
    }
}
