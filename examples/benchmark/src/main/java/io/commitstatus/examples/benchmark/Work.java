package io.commitstatus.examples.benchmark;

import java.util.concurrent.atomic.AtomicLong;

/** Which statuses an arm is to send: their numbers, until a number of them or a time is used up. Thread-safe. */
final class Work {
    private final AtomicLong next;
    private final long least;
    private final long end;
    private final long until;

    private Work(long first, long least, long end, long until) {
        this.next = new AtomicLong(first);
        this.least = least;
        this.end = end;
        this.until = until;
    }

    /** As many as there is time for, and a few in any case, so that there is something to measure. */
    static Work lasting(long first, long nanos) {
        return new Work(first, first + Arm.IN_FLIGHT, Long.MAX_VALUE, System.nanoTime() + nanos);
    }

    /** So many, however long that takes. */
    static Work of(long first, long count) {
        return new Work(first, first + count, first + count, System.nanoTime());
    }

    /** The number of the next status; negative when there are no more. */
    long next() {
        long number = next.getAndIncrement();
        boolean more = number < least || (number < end && System.nanoTime() - until < 0);
        return more ? number : -1;
    }
}
