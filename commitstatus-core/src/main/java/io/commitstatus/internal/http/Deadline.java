package io.commitstatus.internal.http;

import java.time.Duration;

/** The end of one exchange, by the monotonic clock. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** What is left, at least a millisecond, since {@code HttpRequest} takes no less. */
    Duration left() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    }

    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
