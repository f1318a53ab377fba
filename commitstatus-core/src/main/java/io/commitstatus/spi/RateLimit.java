package io.commitstatus.spi;

import io.commitstatus.model.GoDuration;
import java.time.Duration;
import java.util.Objects;

/**
 * At most the given number of requests in any window of the given length.
 *
 * @param requests how many, at least 1
 * @param window how long, positive
 * @since 0.1
 */
public record RateLimit(int requests, Duration window) {

    /** Rejects what allows nothing. */
    public RateLimit {
        Objects.requireNonNull(window, "window must not be null");
        if (requests < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("a rate limit must permit at least 1 request in a positive window (was "
                    + requests + " in " + GoDuration.text(window) + ")");
        }
    }
}
