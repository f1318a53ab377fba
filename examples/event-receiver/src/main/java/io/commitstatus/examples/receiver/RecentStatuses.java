package io.commitstatus.examples.receiver;

import io.commitstatus.policy.DeliveryListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last statuses that have ended, for the page, and every event for another listener. Thread-safe. */
final class RecentStatuses implements DeliveryListener {
    private static final int MAX = 100;

    private final Deque<Settled> last = new ArrayDeque<>();
    private final DeliveryListener next;

    RecentStatuses(DeliveryListener next) {
        this.next = next;
    }

    /** The newest first. */
    List<Settled> list() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    @Override
    public void settled(Settled event) {
        synchronized (last) {
            last.addFirst(event);
            if (last.size() > MAX) {
                last.removeLast();
            }
        }
        next.settled(event);
    }

    @Override
    public void accepted(Accepted event) {
        next.accepted(event);
    }

    @Override
    public void attempted(Attempted event) {
        next.attempted(event);
    }

    @Override
    public void held(Held event) {
        next.held(event);
    }
}
