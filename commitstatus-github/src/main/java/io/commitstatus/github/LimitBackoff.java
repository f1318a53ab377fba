package io.commitstatus.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to stay away after a limit that names no time: a minute, then twice as long each time, up to half an hour, as
 * GitHub asks for. Answers to requests that were under way together count once. Thread-safe.
 */
final class LimitBackoff {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Clock clock;
    private Duration wait = Duration.ZERO;
    private Instant end = Instant.MIN;

    LimitBackoff(Clock clock) {
        this.clock = clock;
    }

    synchronized Duration next() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            wait = wait.isZero() ? FIRST : wait.multipliedBy(2);
            wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
            end = now.plus(wait);
        }
        return wait;
    }

    synchronized void reset() {
        wait = Duration.ZERO;
        end = Instant.MIN;
    }
}
