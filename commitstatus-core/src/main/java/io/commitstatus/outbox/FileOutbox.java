package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import io.commitstatus.model.OutboxFullException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An outbox in a SQLite file of this process's own: what was accepted survives a killed process and a power failure. Needs {@code
 * org.xerial:sqlite-jdbc} on the class path. Thread-safe.
 *
 * <pre>{@code
 * Outbox outbox = FileOutbox.at(Path.of("/var/lib/app/statuses.sqlite"));
 * }</pre>
 *
 * <p>Rows that are worked on are in memory as well; those that have ended are in the file only. One thread commits together what
 * all others put and settle, and syncs the file once for all of them. A {@link #put} returns when its rows are on the disk, and no
 * row is claimed before that; a {@link #settle} returns, and its outcome is told, when that is on the disk. A claim is not
 * written: after a crash every row that waits is taken for one that may have been sent, so that the Git host is asked first. What
 * was {@linkplain #told told} is written with whatever is committed next: at worst an outcome is told twice.
 *
 * <p>One router may have the file open at a time; another one, of this or another process, is refused. The file is readable by
 * its owner only. While the disk is full or the file cannot be written, each method says so, nothing is accepted, and what was
 * accepted waits; it goes on by itself when there is room again.
 *
 * <p>Durations are measured steadily, and go on from the latest time in the file where the wall clock was set back meanwhile.
 *
 * @since 0.1
 */
public final class FileOutbox implements Outbox {
    private static final int MAX_WAITING = 100_000;
    private static final int SWEEP_STEP = 1000;
    /** How long a Git host may still work on a request of a process that has died. */
    private static final Duration LATE_WRITES = Duration.ofSeconds(30);

    private final FileStore store;
    private final FileWriter writer;
    private final Clock wall;
    private final Clock steady;
    private final FileRows rows;
    private final Map<String, Instant> holds = new HashMap<>();

    private FileOutbox(Path file, int maxWaiting, Clock clock) {
        this.rows = new FileRows(maxWaiting);
        this.wall = clock;
        this.store = FileStore.open(file);
        Instant latest = store.latest();
        Clock plain = SteadyClock.of(clock);
        Duration back = Duration.between(plain.instant(), latest);
        this.steady = back.isNegative() ? plain : Clock.offset(plain, back);
        load();
        this.writer = new FileWriter(store, rows, steady);
    }

    /**
     * Opens a file, which is made where it is missing, with room for 100 000 statuses that wait.
     *
     * @throws OutboxException when that is not possible, with the remedy
     */
    public static FileOutbox at(Path file) {
        return at(file, MAX_WAITING);
    }

    /**
     * Opens a file with room for a number of statuses that wait.
     *
     * @param maxWaiting at least 1; past it {@link #put} throws {@link OutboxFullException}
     */
    public static FileOutbox at(Path file, int maxWaiting) {
        Objects.requireNonNull(file, "file must not be null");
        return at(file, maxWaiting, Clock.systemUTC());
    }

    static FileOutbox at(Path file, int maxWaiting, Clock clock) {
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("maxWaiting must be at least 1 (was " + maxWaiting + ")");
        }
        return new FileOutbox(file, maxWaiting, clock);
    }

    private void load() {
        Instant now = steady.instant();
        rows.keep(
                store.live().stream()
                        .map(it -> RowTransitions.recover(it, LATE_WRITES, now))
                        .toList(),
                now);
        store.holds().forEach((credential, end) -> holds.put(credential, end));
    }

    @Override
    public List<PutResult> put(List<Wanted> statuses) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        List<DeliveryKey> keys = statuses.stream().map(Wanted::key).toList();
        return writer.change(keys, (found, now) -> {
            OutboxTime time = new OutboxTime(wall.instant(), now);
            Map<DeliveryKey, LeasedRow> next = new LinkedHashMap<>();
            List<PutResult> results = new ArrayList<>(statuses.size());
            for (Wanted wanted : statuses) {
                LeasedRow current = next.containsKey(wanted.key()) ? next.get(wanted.key()) : found.get(wanted.key());
                Transition<PutResult> put = RowTransitions.put(current, wanted, time);
                next.put(wanted.key(), put.next());
                results.add(put.result());
            }
            rows.checkRoom(next.values(), found);
            found.putAll(next);
            return results;
        });
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        writer.checkOpen();
        return rows.claim(request, steady.instant());
    }

    @Override
    public SettleResult settle(Claim claim, Settlement settlement) {
        return settle(List.of(new EndedClaim(claim, settlement))).get(0).orElseThrow();
    }

    @Override
    public List<Optional<SettleResult>> settle(List<EndedClaim> ended) {
        List<DeliveryKey> keys =
                ended.stream().map(it -> it.claim().row().key()).toList();
        return writer.change(keys, (found, now) -> {
            List<Optional<SettleResult>> results = new ArrayList<>(ended.size());
            for (EndedClaim it : ended) {
                DeliveryKey key = it.claim().row().key();
                LeasedRow row = found.get(key);
                if (row == null) {
                    results.add(Optional.of(SettleResult.LATE));
                    continue;
                }
                Transition<SettleResult> settled = RowTransitions.settle(row, it.claim(), it.settlement(), now);
                found.put(key, settled.next());
                results.add(Optional.of(settled.result()));
            }
            return results;
        });
    }

    @Override
    public Optional<Duration> untilDue() {
        return rows.untilDue(steady.instant());
    }

    @Override
    public List<Row> find(List<DeliveryKey> keys) {
        Map<DeliveryKey, Row> found = new HashMap<>();
        rows.get(keys).forEach((key, row) -> found.put(key, row.row()));
        List<DeliveryKey> missing =
                keys.stream().filter(it -> !found.containsKey(it)).toList();
        if (!missing.isEmpty()) {
            writer.read(it -> it.read(missing)).forEach((key, row) -> found.put(key, row.row()));
        }
        return keys.stream().filter(found::containsKey).map(found::get).toList();
    }

    @Override
    public List<Row> expireAndPurge(Duration maxAge, Duration retention) {
        writer.read(it -> it.purge(steady.instant().minus(retention), SWEEP_STEP));
        List<DeliveryKey> overdue = rows.overdue(maxAge, steady.instant(), SWEEP_STEP);
        if (overdue.isEmpty()) {
            return List.of();
        }
        return writer.change(overdue, (found, now) -> {
            List<Row> ended = new ArrayList<>();
            for (DeliveryKey key : overdue) {
                LeasedRow row = found.get(key);
                if (row != null && RowTransitions.isOverdue(row, maxAge, now)) {
                    LeasedRow expired = RowTransitions.expire(row, maxAge, now);
                    found.put(key, expired);
                    ended.add(expired.row());
                }
            }
            return ended;
        });
    }

    @Override
    public List<Row> undelivered(int max) {
        return writer.read(it -> it.undelivered(max));
    }

    @Override
    public Optional<Row> replay(String id) {
        Optional<Row> stored = writer.read(it -> it.undelivered(id));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        DeliveryKey key = stored.get().key();
        return writer.change(List.of(key), (found, now) -> {
            LeasedRow row = found.get(key);
            if (row == null || !row.row().id().equals(id) || !row.row().state().isUndelivered()) {
                return Optional.empty();
            }
            LeasedRow replayed = RowTransitions.replay(row, now);
            found.put(key, replayed);
            return Optional.of(replayed.row());
        });
    }

    @Override
    public List<Row> untold(Duration age, int max) {
        return writer.read(it -> it.untold(steady.instant().minus(age), max));
    }

    @Override
    public void told(Collection<Row> told) {
        writer.tell(told);
    }

    @Override
    public OutboxSize size() {
        return rows.size(writer.read(FileStore::undeliveredCount));
    }

    @Override
    public void hold(String credential, Duration duration) {
        Instant end = steady.instant().plus(duration);
        synchronized (holds) {
            if (holds.merge(credential, end, (a, b) -> a.isAfter(b) ? a : b).isAfter(end)) {
                return;
            }
        }
        writer.read(it -> it.hold(credential, end));
    }

    @Override
    public Map<String, Duration> holds() {
        Instant now = steady.instant();
        Map<String, Duration> left = new HashMap<>();
        synchronized (holds) {
            holds.values().removeIf(end -> !end.isAfter(now));
            holds.forEach((credential, end) -> left.put(credential, Duration.between(now, end)));
        }
        return left;
    }

    @Override
    public byte[] holdKey() {
        return store.holdKey();
    }

    @Override
    public Instant now() {
        return wall.instant();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void close() {
        writer.close();
    }
}
