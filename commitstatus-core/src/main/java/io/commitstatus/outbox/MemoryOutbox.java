package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxFullException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An outbox in memory, which a process takes with it. Thread-safe: one lock guards it, and every method is a few operations on trees, so
 * that the lock is never held for long.
 *
 * <pre>{@code
 * Outbox outbox = MemoryOutbox.of(10_000, Clock.systemUTC());
 * }</pre>
 *
 * <p>Past its room the row that ended first is forgotten. So that no tenant fills it alone, one namespace may have up to three
 * quarters of its keys waiting, and less while others have many.
 *
 * @since 0.1
 */
public final class MemoryOutbox implements Outbox {
    private static final int SWEEP_STEP = 1000;

    private final WorkingSet rows;
    /** Ended rows, the oldest first: what is forgotten when room is needed. */
    private final LinkedHashMap<DeliveryKey, LeasedRow> settled = new LinkedHashMap<>();

    private final int maxKeys;
    private final Clock wall;
    private final Clock steady;
    private long claims;

    private MemoryOutbox(int maxKeys, Clock clock) {
        this.maxKeys = maxKeys;
        this.rows = new WorkingSet(maxKeys);
        this.wall = clock;
        this.steady = SteadyClock.of(clock);
    }

    /**
     * Returns an empty outbox.
     *
     * @param maxKeys how many rows it holds, at least 1; when none of them has ended, {@link #put} throws {@link
     *     OutboxFullException}
     * @param clock its time; durations are measured {@linkplain SteadyClock steadily} where it is the system's
     * @throws IllegalArgumentException when {@code maxKeys} is below 1
     */
    public static MemoryOutbox of(int maxKeys, Clock clock) {
        Objects.requireNonNull(clock, "clock must not be null");
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys must be at least 1 (was " + maxKeys + ")");
        }
        return new MemoryOutbox(maxKeys, clock);
    }

    @Override
    public synchronized List<PutResult> put(List<Wanted> statuses) {
        OutboxTime now = new OutboxTime(wall.instant(), steady.instant());
        makeRoom(statuses);
        List<PutResult> results = new ArrayList<>(statuses.size());
        for (Wanted wanted : statuses) {
            Transition<PutResult> put = RowTransitions.put(rows.get(wanted.key()), wanted, now);
            place(put.next(), now.steady());
            results.add(put.result());
        }
        return results;
    }

    private void makeRoom(List<Wanted> statuses) {
        Map<String, Integer> fresh = new HashMap<>();
        int more = 0;
        for (Wanted wanted : statuses) {
            if (rows.get(wanted.key()) == null) {
                fresh.merge(wanted.provider().namespace(), 1, Integer::sum);
                more++;
            }
        }
        if (more == 0) {
            return;
        }
        int all = more;
        fresh.keySet().forEach(it -> rows.checkRoom(it, all));
        int over = rows.size() + more - maxKeys;
        if (over > 0) {
            List<DeliveryKey> asked = statuses.stream().map(Wanted::key).toList();
            List<DeliveryKey> forgettable = settled.keySet().stream()
                    .filter(it -> !asked.contains(it))
                    .limit(over)
                    .toList();
            if (forgettable.size() < over) {
                throw new OutboxFullException(
                        "the outbox is full: none of its " + maxKeys + " keys has ended; make room for more, or wait");
            }
            forgettable.forEach(this::forget);
        }
    }

    @Override
    public synchronized List<Claim> claim(ClaimRequest request) {
        return rows.claim(request, () -> Long.toString(++claims), key -> false, steady.instant());
    }

    @Override
    public synchronized SettleResult settle(Claim claim, Settlement settlement) {
        Instant now = steady.instant();
        LeasedRow row = rows.get(claim.row().key());
        if (row == null) {
            return SettleResult.LATE;
        }
        Transition<SettleResult> ended = RowTransitions.settle(row, claim, settlement, now);
        place(ended.next(), now);
        return ended.result();
    }

    @Override
    public synchronized Optional<Duration> untilDue() {
        return rows.untilDue(steady.instant());
    }

    @Override
    public synchronized List<Row> find(List<DeliveryKey> keys) {
        List<Row> found = new ArrayList<>(keys.size());
        for (DeliveryKey key : keys) {
            LeasedRow row = rows.get(key);
            if (row != null) {
                found.add(row.row());
            }
        }
        return found;
    }

    @Override
    public synchronized List<Row> expireAndPurge(Duration maxAge, Duration retention) {
        Instant now = steady.instant();
        List<DeliveryKey> old = settled.values().stream()
                .limit(SWEEP_STEP)
                .takeWhile(it -> !it.settledAt().plus(retention).isAfter(now))
                .map(it -> it.row().key())
                .toList();
        old.forEach(this::forget);
        List<Row> ended = new ArrayList<>();
        for (LeasedRow row : rows.overdue(maxAge, now, SWEEP_STEP)) {
            LeasedRow expired = RowTransitions.expire(row, maxAge, now);
            place(expired, now);
            ended.add(expired.row());
        }
        return ended;
    }

    @Override
    public synchronized List<Row> undelivered(int max) {
        return settled.values().stream()
                .filter(it -> it.row().state().isUndelivered())
                .sorted(Comparator.comparing(LeasedRow::settledAt).reversed())
                .limit(max)
                .map(LeasedRow::row)
                .toList();
    }

    @Override
    public synchronized Optional<Row> replay(String id) {
        Instant now = steady.instant();
        Optional<LeasedRow> found = settled.values().stream()
                .filter(it -> it.row().id().equals(id) && it.row().state().isUndelivered())
                .findFirst()
                .map(it -> RowTransitions.replay(it, now));
        found.ifPresent(it -> place(it, now));
        return found.map(LeasedRow::row);
    }

    @Override
    public synchronized List<Row> abandon(int max) {
        List<Row> waiting = rows.waiting(max);
        waiting.forEach(it -> forget(it.key()));
        return waiting;
    }

    @Override
    public synchronized OutboxSize size() {
        return rows.size(settled.values().stream()
                .filter(it -> it.row().state().isUndelivered())
                .count());
    }

    /** Does nothing: the router itself remembers, and nobody else works on these rows. */
    @Override
    public void hold(String credential, Duration duration) {}

    @Override
    public Map<String, Duration> holds() {
        return Map.of();
    }

    @Override
    public Instant now() {
        return wall.instant();
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void close() {}

    private void place(LeasedRow row, Instant now) {
        DeliveryKey key = row.row().key();
        rows.place(row, now);
        settled.remove(key);
        if (row.isSettled()) {
            settled.put(key, row);
        }
    }

    private void forget(DeliveryKey key) {
        rows.remove(key);
        settled.remove(key);
    }
}
