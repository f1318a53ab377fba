package io.commitstatus.testing;

import java.util.HashMap;
import java.util.Map;

/** Counts the requests under way for each register. */
final class Registers {
    private final Map<String, Integer> underWay = new HashMap<>();
    private int overlaps;
    private int mostAtOnce;

    synchronized void enter(String register) {
        int now = underWay.merge(register, 1, Integer::sum);
        mostAtOnce = Math.max(mostAtOnce, now);
        if (now > 1) {
            overlaps++;
        }
    }

    synchronized void leave(String register) {
        underWay.merge(register, -1, (before, change) -> before + change == 0 ? null : before + change);
    }

    synchronized int overlaps() {
        return overlaps;
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }
}
