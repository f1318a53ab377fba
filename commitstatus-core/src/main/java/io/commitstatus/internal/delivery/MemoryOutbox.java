package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.Register.Claimed;
import io.commitstatus.internal.delivery.Register.Ended;
import io.commitstatus.internal.delivery.Register.Put;
import io.commitstatus.internal.delivery.Register.Times;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in a map, guarded by one lock: every method is a few tree operations, so that the lock is never held for long. */
public final class MemoryOutbox implements Outbox {
    private static final int SWEEP_STEP = 1000;

    private final Map<DeliveryKey, Cell> cells = new HashMap<>();
    private final Queues queues = new Queues();
    /** Settled cells, the oldest first: what is forgotten when room is needed. */
    private final LinkedHashSet<Cell> settled = new LinkedHashSet<>();

    private final Map<NamespacedName, Instant> holds = new HashMap<>();
    private final int maxKeys;
    private final Clock wall;
    private final Clock steady;
    private long sequence;

    /** With room for so many rows. */
    public MemoryOutbox(int maxKeys, Clock clock) {
        if (maxKeys < 1) {
            throw new IllegalArgumentException("an outbox of " + maxKeys + " keys holds nothing; give at least 1");
        }
        this.maxKeys = maxKeys;
        this.wall = clock;
        this.steady = SteadyClock.of(clock);
    }

    @Override
    public synchronized List<PutResult> put(List<Wanted> statuses) {
        makeRoom(statuses);
        Times times = new Times(wall.instant(), steady.instant());
        List<PutResult> results = new ArrayList<>(statuses.size());
        for (Wanted wanted : statuses) {
            Cell cell = cells.get(wanted.key());
            Put put = Register.put(cell == null ? null : cell.register, wanted, times);
            if (cell == null) {
                cell = new Cell(sequence++, put.next());
                cells.put(wanted.key(), cell);
                place(cell, times.steady());
            } else {
                update(cell, put.next(), times.steady());
            }
            results.add(put.result());
        }
        return results;
    }

    private void makeRoom(List<Wanted> statuses) {
        Set<DeliveryKey> asked = new LinkedHashSet<>();
        statuses.forEach(it -> asked.add(it.key()));
        long wanted = asked.stream().filter(it -> !cells.containsKey(it)).count();
        long over = cells.size() + wanted - maxKeys;
        if (over <= 0) {
            return;
        }
        List<Cell> forgettable = settled.stream()
                .filter(it -> !asked.contains(it.key()))
                .limit(over)
                .toList();
        if (forgettable.size() < over) {
            throw new OutboxFullException("the outbox in memory holds its " + maxKeys
                    + " keys, and none is settled; raise its size, or use a durable one");
        }
        forgettable.forEach(this::forget);
    }

    @Override
    public synchronized List<Claim> claim(ClaimRequest request) {
        Instant now = steady.instant();
        queues.wake(now);
        return queues.pick(request, cell -> {
            Claimed claimed = cell.register.claim(UUID.randomUUID().toString(), request.lease(), now);
            update(cell, claimed.next(), now);
            return claimed.claim();
        });
    }

    @Override
    public synchronized Settled settle(Claim claim, Settlement settlement) {
        Cell cell = cells.get(claim.row().key());
        if (cell == null) {
            return Settled.LATE;
        }
        Instant now = steady.instant();
        Ended ended = cell.register.settle(claim, settlement, now);
        update(cell, ended.next(), now);
        return ended.result();
    }

    @Override
    public synchronized Optional<Duration> nextDue(Set<NamespacedName> providers) {
        Instant now = steady.instant();
        queues.wake(now);
        return queues.next(providers, now);
    }

    @Override
    public synchronized List<Row> look(List<DeliveryKey> keys) {
        List<Row> rows = new ArrayList<>();
        for (DeliveryKey key : keys) {
            Cell cell = cells.get(key);
            if (cell != null) {
                rows.add(cell.register.row());
            }
        }
        return rows;
    }

    @Override
    public synchronized List<Row> sweep(Duration maxAge, Duration retention) {
        Instant now = steady.instant();
        List<Cell> old = settled.stream()
                .limit(SWEEP_STEP)
                .takeWhile(it -> !it.register.settledAt().plus(retention).isAfter(now))
                .toList();
        old.forEach(this::forget);
        List<Cell> overdue = queues.waiting()
                .filter(it -> it.register.overdue(maxAge, now))
                .limit(SWEEP_STEP)
                .toList();
        List<Row> ended = new ArrayList<>();
        for (Cell cell : overdue) {
            update(cell, cell.register.expire(maxAge, now), now);
            ended.add(cell.register.row());
        }
        return ended;
    }

    @Override
    public synchronized List<Row> undelivered(int max) {
        return settled.stream()
                .filter(it -> undelivered(it.register.row()))
                .sorted(Comparator.comparing((Cell it) -> it.register.settledAt())
                        .reversed())
                .limit(max)
                .map(it -> it.register.row())
                .toList();
    }

    @Override
    public synchronized Optional<Row> replay(String id) {
        Optional<Cell> found = settled.stream()
                .filter(it -> it.register.row().id().equals(id) && undelivered(it.register.row()))
                .findFirst();
        Instant now = steady.instant();
        found.ifPresent(it -> update(it, it.register.replay(now), now));
        return found.map(it -> it.register.row());
    }

    @Override
    public synchronized Backlog backlog() {
        long waiting = 0;
        long undelivered = 0;
        Instant oldest = null;
        for (Cell cell : cells.values()) {
            Row row = cell.register.row();
            if (row.state() == State.WAITING) {
                waiting++;
                oldest = oldest == null || row.acceptedAt().isBefore(oldest) ? row.acceptedAt() : oldest;
            } else if (undelivered(row)) {
                undelivered++;
            }
        }
        return new Backlog(waiting, oldest, undelivered);
    }

    @Override
    public synchronized void hold(NamespacedName provider, Duration duration) {
        Instant end = steady.instant().plus(duration);
        holds.merge(provider, end, (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public synchronized Map<NamespacedName, Duration> holds() {
        Instant now = steady.instant();
        holds.values().removeIf(end -> !end.isAfter(now));
        Map<NamespacedName, Duration> left = new HashMap<>();
        holds.forEach((provider, end) -> left.put(provider, Duration.between(now, end)));
        return left;
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

    private void update(Cell cell, Register next, Instant now) {
        queues.remove(cell);
        settled.remove(cell);
        cell.register = next;
        place(cell, now);
    }

    private void place(Cell cell, Instant now) {
        if (cell.register.settled()) {
            settled.add(cell);
        } else {
            queues.add(cell, now);
        }
    }

    private void forget(Cell cell) {
        settled.remove(cell);
        cells.remove(cell.key());
    }

    private static boolean undelivered(Row row) {
        return row.state() == State.REJECTED || row.state() == State.EXPIRED;
    }

    /** A register in its place. Compared by identity. */
    static final class Cell {
        final long sequence;
        Register register;
        /** Where it stands in the queues; null when it does not. */
        Queues.@Nullable Place place;

        Cell(long sequence, Register register) {
            this.sequence = sequence;
            this.register = register;
        }

        DeliveryKey key() {
            return register.row().key();
        }
    }
}
