package io.commitstatus.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when Git hosts deny statuses that they may yet take: a 403 or 404 comes in passing, too. Bounded; a status that is
 * forgotten is given its time again. Thread-safe.
 */
final class Denials {
    private static final int MOST = 10_000;
    /** The first wait is this part of the whole time; each later one is twice as long, so that there are six tries. */
    private static final int PARTS = 20;

    private static final int MOST_DOUBLINGS = 10;

    private final Map<String, Denied> byStatus = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Denied> eldest) {
            return size() > MOST;
        }
    };

    private record Denied(Instant since, int times) {}

    /**
     * A status may be tried again.
     *
     * @param after when
     * @param until when the time for it is over
     */
    record Grace(Duration after, Instant until) {}

    /** A status was denied: empty when it has been for long enough. */
    synchronized Optional<Grace> denied(String status, Instant now, Duration time) {
        Denied before = byStatus.getOrDefault(status, new Denied(now, 0));
        Instant until = before.since().plus(time);
        if (!now.isBefore(until)) {
            byStatus.remove(status);
            return Optional.empty();
        }
        byStatus.put(status, new Denied(before.since(), before.times() + 1));
        Duration wait = time.dividedBy(PARTS).multipliedBy(1L << Math.min(before.times(), MOST_DOUBLINGS));
        Duration left = Duration.between(now, until);
        return Optional.of(new Grace(wait.compareTo(left) < 0 ? wait : left, until));
    }

    /** A status was taken. */
    synchronized void forget(String status) {
        byStatus.remove(status);
    }
}
