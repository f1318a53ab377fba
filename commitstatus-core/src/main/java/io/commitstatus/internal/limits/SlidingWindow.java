package io.commitstatus.internal.limits;

import io.commitstatus.spi.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keeps one rate limit: no window of its length ever holds more requests than it permits. Not thread-safe. */
final class SlidingWindow {
    private static final int INITIAL = 16;

    private final RateLimit limit;
    /** A ring of the latest requests; it grows up to the limit. */
    private @Nullable Instant[] sent;

    private int next;
    private int count;

    SlidingWindow(RateLimit limit) {
        this.limit = limit;
        this.sent = new Instant[Math.min(INITIAL, limit.requests())];
    }

    RateLimit limit() {
        return limit;
    }

    /** How long until another request may go; zero for now. */
    Duration untilPermit(Instant now) {
        if (count < limit.requests()) {
            return Duration.ZERO;
        }
        Instant oldest = at(0);
        Duration left = Duration.between(now, oldest.plus(limit.window()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How many requests may go now, but no more than the given number are counted. */
    int permits(Instant now, int max) {
        int permits = limit.requests() - count;
        Instant begin = now.minus(limit.window());
        for (int i = 0; i < count && permits < max && !at(i).isAfter(begin); i++) {
            permits++;
        }
        return Math.min(permits, max);
    }

    void take(Instant now) {
        if (count == sent.length && count < limit.requests()) {
            grow();
        }
        sent[next] = now;
        next = (next + 1) % sent.length;
        count = Math.min(count + 1, sent.length);
    }

    private void grow() {
        @Nullable Instant[] larger = Arrays.copyOf(sent, Math.min(sent.length * 2, limit.requests()));
        for (int i = 0; i < count; i++) {
            larger[i] = at(i);
        }
        next = count;
        sent = larger;
    }

    /** The request with this place in time, from 0 for the oldest. */
    private Instant at(int index) {
        Instant time = sent[Math.floorMod(next - count + index, sent.length)];
        if (time == null) {
            throw new IllegalStateException("bug: no request at " + index);
        }
        return time;
    }
}
