package io.commitstatus.outbox;

import java.time.Instant;

/** Times as nanoseconds since 1970, which a file sorts; those that do not fit become the nearest that do. */
final class Nanos {
    private static final long SECOND = 1_000_000_000L;
    private static final long LAST = Long.MAX_VALUE / SECOND - 1;

    private Nanos() {}

    static long of(Instant time) {
        long seconds = Math.max(-LAST, Math.min(LAST, time.getEpochSecond()));
        return seconds * SECOND + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
