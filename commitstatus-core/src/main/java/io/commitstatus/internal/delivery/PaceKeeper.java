package io.commitstatus.internal.delivery;

import io.commitstatus.spi.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts requests by credential, so that no window of a pace ever holds more than it may. Thread-safe. */
final class PaceKeeper {
    private final Map<Credential, ArrayDeque<Instant>> sent = new HashMap<>();
    private final Clock clock;

    PaceKeeper(Clock clock) {
        this.clock = clock;
    }

    /** Takes one request: empty when it may go now, else how long until it may. */
    synchronized Optional<Duration> take(Credential credential, List<Pace> paces) {
        if (paces.isEmpty()) {
            return Optional.empty();
        }
        Duration wait = wait(credential, paces);
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        sent.computeIfAbsent(credential, it -> new ArrayDeque<>()).addLast(clock.instant());
        return Optional.empty();
    }

    /** How long until a request may go; zero for now. */
    synchronized Duration wait(Credential credential, List<Pace> paces) {
        Instant now = clock.instant();
        forget(credential, paces, now);
        Duration wait = Duration.ZERO;
        for (Pace pace : paces) {
            Optional<Instant> blocking = nthNewest(credential, pace.requests());
            if (blocking.isPresent()) {
                Duration left = Duration.between(now, blocking.get().plus(pace.window()));
                wait = left.compareTo(wait) > 0 ? left : wait;
            }
        }
        return wait;
    }

    /** How many requests may go now. */
    synchronized int room(Credential credential, List<Pace> paces) {
        Instant now = clock.instant();
        forget(credential, paces, now);
        ArrayDeque<Instant> times = sent.getOrDefault(credential, new ArrayDeque<>());
        int room = Integer.MAX_VALUE;
        for (Pace pace : paces) {
            Instant begin = now.minus(pace.window());
            int used = 0;
            for (Iterator<Instant> it = times.descendingIterator();
                    it.hasNext() && it.next().isAfter(begin); ) {
                used++;
            }
            room = Math.min(room, Math.max(0, pace.requests() - used));
        }
        return room;
    }

    private Optional<Instant> nthNewest(Credential credential, int n) {
        ArrayDeque<Instant> times = sent.get(credential);
        return times == null || times.size() < n
                ? Optional.empty()
                : times.stream().skip(times.size() - n).findFirst();
    }

    private void forget(Credential credential, List<Pace> paces, Instant now) {
        ArrayDeque<Instant> times = sent.get(credential);
        Duration longest =
                paces.stream().map(Pace::window).max(Duration::compareTo).orElse(Duration.ZERO);
        if (times == null) {
            return;
        }
        while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(longest))) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            sent.remove(credential);
        }
    }
}
