package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.outbox.ReadyQueues.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an outbox that are in memory, with their queues and the tenants' shares. Not thread-safe.
 *
 * <p>So that no tenant fills it alone, a namespace may add rows only while it has at most {@value #SHARE} that are not settled for
 * each free place: three quarters of all, where only one namespace has any.
 */
final class WorkingSet {
    private static final int SHARE = 3;

    private final Map<DeliveryKey, Cell> cells = new HashMap<>();
    private final ReadyQueues queues = new ReadyQueues();
    private final Map<String, Integer> unsettledByNamespace = new HashMap<>();
    private final int room;
    private int unsettled;
    private long sequence;

    /** @param room how many rows that are not settled it may hold */
    WorkingSet(int room) {
        this.room = room;
    }

    int size() {
        return cells.size();
    }

    @Nullable
    LeasedRow get(DeliveryKey key) {
        Cell cell = cells.get(key);
        return cell == null ? null : cell.leased();
    }

    /** Puts a row in its place. */
    void place(LeasedRow row, Instant now) {
        DeliveryKey key = row.row().key();
        Cell cell = cells.get(key);
        if (cell == null) {
            cell = new Cell(sequence++, row);
            cells.put(key, cell);
        } else {
            count(cell.leased(), -1);
        }
        queues.place(cell, row, now);
        count(row, 1);
    }

    void remove(DeliveryKey key) {
        Cell cell = cells.remove(key);
        if (cell != null) {
            queues.remove(cell);
            count(cell.leased(), -1);
        }
    }

    private void count(LeasedRow row, int change) {
        if (!row.isSettled()) {
            unsettled += change;
            unsettledByNamespace.merge(row.row().provider().namespace(), change, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    /**
     * Refuses rows that would use up what is left for others.
     *
     * @param more how many rows are added by a namespace
     * @throws OutboxFullException when there is no room for them
     */
    void checkRoom(String namespace, int more) {
        int own = unsettledByNamespace.getOrDefault(namespace, 0);
        long free = (long) room - unsettled - more;
        if (free < 0) {
            throw new OutboxFullException(
                    "the outbox is full: " + unsettled + " of its " + room + " keys wait; make room for more, or wait");
        }
        if (own > (free + 1) * SHARE) {
            throw new OutboxFullException("the namespace " + namespace + " has " + own
                    + " statuses waiting, its share of the outbox's " + room + " keys; make room for more, or wait");
        }
    }

    /** Leases due rows; those of keys that are busy are left alone. */
    List<Claim> claim(ClaimRequest request, Supplier<String> tokens, Predicate<DeliveryKey> busy, Instant now) {
        queues.wake(now);
        ClaimRequest free = request.admitting(request::isOpen, row -> !busy.test(row.key()) && request.admits(row));
        return queues.pick(free, cell -> {
            Duration lease = request.leaseOf(cell.row().provider());
            Transition<Claim> claimed =
                    RowTransitions.claim(cell.leased(), tokens.get(), lease == null ? Duration.ZERO : lease, now);
            place(claimed.next(), now);
            return claimed.result();
        });
    }

    Optional<Duration> untilDue(Instant now) {
        queues.wake(now);
        return queues.untilDue(now);
    }

    /** Waiting rows that {@linkplain RowTransitions#isOverdue are overdue}. */
    List<LeasedRow> overdue(Duration maxAge, Instant now, int max) {
        return queues.all()
                .map(Cell::leased)
                .filter(it -> RowTransitions.isOverdue(it, maxAge, now))
                .limit(max)
                .toList();
    }

    List<Row> waiting(int max) {
        return queues.all()
                .map(Cell::row)
                .filter(it -> it.state() == RowState.WAITING)
                .limit(max)
                .toList();
    }

    /** How many rows wait, and since when the oldest does. */
    OutboxSize size(long undelivered) {
        long waiting = 0;
        Instant oldest = null;
        for (Row row : waiting(Integer.MAX_VALUE)) {
            waiting++;
            oldest = oldest == null || row.acceptedAt().isBefore(oldest) ? row.acceptedAt() : oldest;
        }
        return OutboxSize.of(waiting, oldest, undelivered);
    }

    List<LeasedRow> all() {
        List<LeasedRow> rows = new ArrayList<>(cells.size());
        cells.values().forEach(it -> rows.add(it.leased()));
        return rows;
    }
}
