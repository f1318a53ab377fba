package io.commitstatus.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Waits by the router's clock. The system's goes on evenly; any other one may be moved by whoever made it, so that it is looked at
 * now and then. Used by one thread.
 */
final class Sleeper {
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Clock steady;
    private final boolean even;
    private Instant begun = Instant.MIN;
    private long begunNanos;

    /**
     * @param steady the router's clock for durations
     * @param wall the clock that it was made of
     */
    Sleeper(Clock steady, Clock wall) {
        this.steady = steady;
        this.even = !steady.equals(wall);
    }

    /** To be called before it is found out how long there is nothing to do: whatever moves the clock from then on counts. */
    void begin() {
        if (!even) {
            begun = steady.instant();
            begunNanos = System.nanoTime();
        }
    }

    /** Waits for a signal, for the given time, or until the clock was moved. */
    void await(Signal signal, Duration atMost) throws InterruptedException {
        if (even) {
            signal.await(atMost);
            return;
        }
        Duration real = Duration.ofNanos(System.nanoTime() - begunNanos);
        while (real.compareTo(atMost) < 0
                && Duration.between(begun, steady.instant()).compareTo(real) <= 0
                && !signal.await(LOOK_EVERY)) {
            real = Duration.ofNanos(System.nanoTime() - begunNanos);
        }
    }
}
