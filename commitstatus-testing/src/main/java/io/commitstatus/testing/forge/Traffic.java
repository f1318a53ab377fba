package io.commitstatus.testing.forge;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The requests under way, in all and for each register. */
final class Traffic {
    private final Map<String, Integer> underWay = new HashMap<>();
    private int total;
    private int overlaps;
    private int mostAtOnce;

    synchronized void enter(Optional<String> register) {
        total++;
        register.ifPresent(it -> {
            int now = underWay.merge(it, 1, Integer::sum);
            mostAtOnce = Math.max(mostAtOnce, now);
            if (now > 1) {
                overlaps++;
            }
        });
    }

    synchronized void leave(Optional<String> register) {
        total--;
        register.ifPresent(
                it -> underWay.merge(it, -1, (before, change) -> before + change == 0 ? null : before + change));
        notifyAll();
    }

    synchronized void awaitQuiet(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (total > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("after " + atMost + " still under way: " + total
                        + (total == 1 ? " request" : " requests") + ", for " + underWay.keySet());
            }
            wait(left);
        }
    }

    synchronized int overlaps() {
        return overlaps;
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }
}
