package io.commitstatus.internal.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The end of one exchange, by the monotonic clock. {@code HttpRequest.timeout} ends when the headers have come, so that a
 * body that trickles needs an alarm of its own; one daemon thread rings them all.
 */
final class Deadline {
    private static final ScheduledThreadPoolExecutor ALARMS = alarms();

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

    Future<?> alarm(Runnable action) {
        return ALARMS.schedule(action, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor alarms() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "commitstatus-http-deadlines");
            thread.setDaemon(true);
            // It outlives whichever application happened to make the first request.
            thread.setContextClassLoader(Deadline.class.getClassLoader());
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
