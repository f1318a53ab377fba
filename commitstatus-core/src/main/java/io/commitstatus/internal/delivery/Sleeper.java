package io.commitstatus.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits by the router's clock. The system's goes on evenly; any other one may be moved by whoever made it, so that it is looked at
 * now and then.
 */
final class Sleeper {
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Clock steady;
    private final boolean even;

    /**
     * @param steady the router's clock for durations
     * @param wall the clock that it was made of
     */
    Sleeper(Clock steady, Clock wall) {
        this.steady = steady;
        this.even = !steady.equals(wall);
    }

    /** Waits for a signal, for the given time, or until the clock was moved. */
    void await(Signal signal, Duration atMost) throws InterruptedException {
        if (even) {
            signal.await(atMost);
            return;
        }
        Instant begun = steady.instant();
        long begunNanos = System.nanoTime();
        Duration real = Duration.ZERO;
        while (real.compareTo(atMost) < 0 && !signal.await(LOOK_EVERY)) {
            real = Duration.ofNanos(System.nanoTime() - begunNanos);
            if (Duration.between(begun, steady.instant()).compareTo(real) > 0) {
                return;
            }
        }
    }
}
