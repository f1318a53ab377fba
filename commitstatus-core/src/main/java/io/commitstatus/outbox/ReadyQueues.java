package io.commitstatus.outbox;

import io.commitstatus.model.NamespacedName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory that want work: those that are due, by namespace and repository, and those that will be, by time. A leased
 * row is among the latter with the end of its lease. Not thread-safe.
 */
final class ReadyQueues {
    /** How far a claim looks into one repository for a row that is admitted. */
    private static final int LOOK_AHEAD = 64;

    private static final Comparator<Cell> TERMINAL_THEN_NEWEST = Comparator.comparing(
                    (Cell it) -> !it.row().status().state().isTerminal())
            .thenComparing(it -> it.row().eventTime(), Comparator.reverseOrder())
            .thenComparing(it -> it.sequence);
    private static final Comparator<Cell> SOONEST =
            Comparator.comparing((Cell it) -> it.wakeAt).thenComparing(it -> it.sequence);

    /** Namespaces, and in each its lanes, in the order in which they have their turn. */
    private final Map<String, Map<Lane, Set<Cell>>> ready = new LinkedHashMap<>();

    private final TreeSet<Cell> timed = new TreeSet<>(SOONEST);

    /** One repository through one Provider. */
    private record Lane(NamespacedName provider, URI api, String repository) {
        static Lane of(Row row) {
            return new Lane(row.provider(), row.key().api(), row.key().repository());
        }
    }

    /** A row in its place. Compared by identity. */
    static final class Cell {
        private final long sequence;
        private LeasedRow leased;
        private Instant wakeAt = Instant.MAX;
        private @Nullable Lane lane;
        private boolean queued;

        Cell(long sequence, LeasedRow leased) {
            this.sequence = sequence;
            this.leased = leased;
        }

        LeasedRow leased() {
            return leased;
        }

        Row row() {
            return leased.row();
        }
    }

    /** Puts a cell where its new row belongs. */
    void place(Cell cell, LeasedRow next, Instant now) {
        remove(cell);
        cell.leased = next;
        if (!next.isSettled()) {
            add(cell, now);
        }
    }

    private void add(Cell cell, Instant now) {
        LeasedRow leased = cell.leased;
        cell.queued = true;
        if (leased.isClaimable(now)) {
            Lane lane = Lane.of(leased.row());
            cell.lane = lane;
            ready.computeIfAbsent(lane.provider().namespace(), it -> new LinkedHashMap<>())
                    .computeIfAbsent(lane, it -> new TreeSet<>(TERMINAL_THEN_NEWEST))
                    .add(cell);
            return;
        }
        Instant due = leased.row().due().orElse(Instant.MAX);
        Instant leaseEnd = leased.lease().map(RowLease::end).orElse(due);
        cell.lane = null;
        cell.wakeAt = leaseEnd.isAfter(due) ? leaseEnd : due;
        timed.add(cell);
    }

    void remove(Cell cell) {
        if (!cell.queued) {
            return;
        }
        cell.queued = false;
        Lane lane = cell.lane;
        if (lane == null) {
            timed.remove(cell);
            return;
        }
        Map<Lane, Set<Cell>> lanes =
                Objects.requireNonNull(ready.get(lane.provider().namespace()));
        Set<Cell> cells = Objects.requireNonNull(lanes.get(lane));
        cells.remove(cell);
        if (cells.isEmpty()) {
            lanes.remove(lane);
        }
        if (lanes.isEmpty()) {
            ready.remove(lane.provider().namespace());
        }
    }

    /** Moves what has become due, or whose lease has lapsed, to the ready ones. */
    void wake(Instant now) {
        while (!timed.isEmpty() && !timed.first().wakeAt.isAfter(now)) {
            Cell cell = Objects.requireNonNull(timed.pollFirst());
            add(cell, now);
        }
    }

    /**
     * Gives every namespace, and in it every repository, its turn, one row at a time, until there are enough. What is claimed
     * leaves the ready ones.
     */
    List<Claim> pick(ClaimRequest request, Function<Cell, Claim> claim) {
        List<Claim> claims = new ArrayList<>(1);
        Set<String> done = new HashSet<>(2);
        while (claims.size() < request.max() && done.size() < ready.size()) {
            String namespace = ready.keySet().iterator().next();
            Map<Lane, Set<Cell>> lanes = Objects.requireNonNull(ready.get(namespace));
            Cell found = null;
            // However many are closed: whoever is open behind them must not wait until one of those opens.
            for (int left = done.contains(namespace) ? 0 : lanes.size(); left > 0 && found == null; left--) {
                found = next(lanes, request);
            }
            toTheEnd(ready, namespace);
            if (found == null) {
                done.add(namespace);
            } else {
                claims.add(claim.apply(found));
            }
        }
        return claims;
    }

    /** The first row of the lane whose turn it is that is admitted; null when none is. The lane has had its turn. */
    private static @Nullable Cell next(Map<Lane, Set<Cell>> lanes, ClaimRequest request) {
        Lane lane = lanes.keySet().iterator().next();
        Set<Cell> cells = Objects.requireNonNull(lanes.get(lane));
        toTheEnd(lanes, lane);
        if (!request.isOpen(lane.provider())) {
            return null;
        }
        int looks = LOOK_AHEAD;
        for (Iterator<Cell> it = cells.iterator(); it.hasNext() && looks > 0; looks--) {
            Cell cell = it.next();
            if (request.admits(cell.row())) {
                return cell;
            }
        }
        return null;
    }

    private static <K, V> void toTheEnd(Map<K, V> map, K key) {
        V value = map.remove(key);
        if (value != null) {
            map.put(key, value);
        }
    }

    /** How long until the next row becomes due that is not yet. */
    Optional<Duration> untilDue(Instant now) {
        return timed.isEmpty() || timed.first().wakeAt.equals(Instant.MAX)
                ? Optional.empty()
                : Optional.of(Duration.between(now, timed.first().wakeAt));
    }

    Stream<Cell> all() {
        return Stream.concat(
                ready.values().stream().flatMap(it -> it.values().stream()).flatMap(Set::stream), timed.stream());
    }
}
