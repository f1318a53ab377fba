package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxFullException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a file that want work, in memory as well. Thread-safe; what is being written is claimed by nobody. */
final class FileRows implements FileWriter.Rows {
    private static final Duration A_COMMIT = Duration.ofMillis(1);

    private final WorkingSet rows;
    private final Set<DeliveryKey> beingWritten = new HashSet<>();
    private long claims;

    /** Whether the last claim left a row alone that was being written: nobody tells when it is not any more. */
    private boolean passedOver;

    /** @param room how many of them there may be */
    FileRows(int room) {
        this.rows = new WorkingSet(room);
    }

    @Override
    public synchronized Map<DeliveryKey, LeasedRow> begin(Collection<DeliveryKey> keys) {
        beingWritten.addAll(keys);
        return get(keys);
    }

    @Override
    public synchronized void end(Collection<DeliveryKey> keys, Collection<LeasedRow> written, Instant now) {
        try {
            keep(written, now);
        } finally {
            keys.forEach(beingWritten::remove);
        }
    }

    /** Has those that want work, and forgets the others. */
    synchronized void keep(Collection<LeasedRow> changed, Instant now) {
        for (LeasedRow row : changed) {
            if (row.isSettled()) {
                rows.remove(row.row().key());
            } else {
                rows.place(row, now);
            }
        }
    }

    /** Those of these keys that want work. */
    synchronized Map<DeliveryKey, LeasedRow> get(Collection<DeliveryKey> keys) {
        Map<DeliveryKey, LeasedRow> found = new HashMap<>();
        for (DeliveryKey key : keys) {
            LeasedRow row = rows.get(key);
            if (row != null) {
                found.put(key, row);
            }
        }
        return found;
    }

    /**
     * Refuses rows that would use up what is left for others.
     *
     * @param before what is there under their keys
     * @throws OutboxFullException when there is no room
     */
    synchronized void checkRoom(Collection<LeasedRow> next, Map<DeliveryKey, LeasedRow> before) {
        Map<String, Integer> more = new HashMap<>();
        int all = 0;
        for (LeasedRow row : next) {
            LeasedRow old = before.get(row.row().key());
            if (!row.isSettled() && (old == null || old.isSettled())) {
                more.merge(row.row().provider().namespace(), 1, Integer::sum);
                all++;
            }
        }
        for (String namespace : more.keySet()) {
            rows.checkRoom(namespace, all);
        }
    }

    synchronized List<Claim> claim(ClaimRequest request, Instant now) {
        passedOver = false;
        return rows.claim(request, () -> Long.toString(++claims), this::isBeingWritten, now);
    }

    private boolean isBeingWritten(DeliveryKey key) {
        boolean is = beingWritten.contains(key);
        passedOver |= is;
        return is;
    }

    synchronized Optional<Duration> untilDue(Instant now) {
        return passedOver ? Optional.of(A_COMMIT) : rows.untilDue(now);
    }

    synchronized List<DeliveryKey> overdue(Duration maxAge, Instant now, int max) {
        return rows.overdue(maxAge, now, max).stream().map(it -> it.row().key()).toList();
    }

    synchronized OutboxSize size(long undelivered) {
        return rows.size(undelivered);
    }
}
