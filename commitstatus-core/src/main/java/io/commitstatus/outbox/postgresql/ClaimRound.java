package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.RowTransitions;
import io.commitstatus.outbox.Transition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * One claim: gives every namespace, and in it every repository, its turn, one row at a time, until there are enough. Two
 * statements that stand alone, however many rows it leases: what it saw in the first is leased by the second only where it is still
 * so.
 */
final class ClaimRound {
    private static final int WAKE_STEP = 500;
    private static final int NAMESPACES = 1000;
    /** Lanes of each namespace that one claim looks at; the next one looks at others. */
    private static final int LANES = 16;
    /** Rows that one claim looks at, in one lane or in all together. */
    private static final int ROWS = 64;
    /** Rows that are looked at in each lane in any case, and beyond what is asked for: some may not be admitted. */
    private static final int SPARE = 4;

    private final Transaction transaction;
    private final ClaimRequest request;

    /**
     * A row that may be leased.
     *
     * @param by the transaction that wrote it
     */
    private record Seen(LeasedRow row, String by) {}

    ClaimRound(Transaction transaction, ClaimRequest request) {
        this.transaction = transaction;
        this.request = request;
    }

    List<Claim> run() throws SQLException {
        wake();
        return lease(admitted(candidates(randomLane())));
    }

    /** Makes ready what has become due, when something may have. */
    private void wake() throws SQLException {
        Wakes wakes = transaction.wakes();
        if (!wakes.isTime(transaction.now())) {
            return;
        }
        wakes.asking();
        int woken;
        try (PreparedStatement statement = transaction.prepare(Sql.WAKE)) {
            RowColumns.time(statement, 1, transaction.now());
            statement.setInt(2, RowColumns.FORMAT);
            statement.setInt(3, WAKE_STEP);
            woken = statement.executeUpdate();
        }
        if (woken < WAKE_STEP) {
            wakes.asked(Upkeep.nextWake(transaction), transaction.now());
        }
    }

    /** Where this claim begins in each namespace: lanes are digests, so that a random one is fair to all. */
    private static String randomLane() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }

    private Map<String, Seen> candidates(String lane) throws SQLException {
        Set<String> namespaces =
                request.providers().stream().map(NamespacedName::namespace).collect(Collectors.toSet());
        try (PreparedStatement statement = transaction.prepare(Sql.CANDIDATES)) {
            statement.setString(1, "");
            transaction.bind(statement, 2, namespaces);
            statement.setInt(3, NAMESPACES);
            statement.setString(4, lane);
            statement.setString(5, lane);
            statement.setInt(6, LANES);
            int most = Math.min(ROWS, request.max() + SPARE);
            statement.setInt(7, most);
            statement.setInt(8, SPARE);
            statement.setInt(9, most);
            return seen(statement);
        }
    }

    private static Map<String, Seen> seen(PreparedStatement statement) throws SQLException {
        Map<String, Seen> seen = new LinkedHashMap<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                LeasedRow row = RowColumns.read(result);
                if (row != null) {
                    seen.put(result.getString("hash"), new Seen(row, result.getString("seen")));
                }
            }
        }
        return seen;
    }

    /** Takes one row of each namespace in turn, and in it one of each lane in turn. */
    private Map<String, Seen> admitted(Map<String, Seen> candidates) {
        Map<String, Seen> admitted = new LinkedHashMap<>();
        Map<String, Map<String, Deque<Map.Entry<String, Seen>>>> byNamespace = new LinkedHashMap<>();
        for (Map.Entry<String, Seen> it : candidates.entrySet()) {
            NamespacedName provider = it.getValue().row().row().provider();
            byNamespace
                    .computeIfAbsent(provider.namespace(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            Digest.lane(
                                    provider, it.getValue().row().row().key().repository()),
                            key -> new ArrayDeque<>())
                    .add(it);
        }
        Deque<Deque<Deque<Map.Entry<String, Seen>>>> turns = new ArrayDeque<>();
        byNamespace.values().forEach(it -> turns.add(new ArrayDeque<>(it.values())));
        while (!turns.isEmpty() && admitted.size() < request.max()) {
            Deque<Deque<Map.Entry<String, Seen>>> namespace = turns.removeFirst();
            if (admitOne(namespace, admitted)) {
                turns.addLast(namespace);
            }
        }
        return admitted;
    }

    private boolean admitOne(Deque<Deque<Map.Entry<String, Seen>>> lanes, Map<String, Seen> admitted) {
        while (!lanes.isEmpty()) {
            Deque<Map.Entry<String, Seen>> lane = lanes.removeFirst();
            while (!lane.isEmpty()) {
                Map.Entry<String, Seen> it = lane.removeFirst();
                LeasedRow row = it.getValue().row();
                if (row.isClaimable(transaction.now())
                        && request.isOpen(row.row().provider())
                        && request.admits(row.row())) {
                    admitted.put(it.getKey(), it.getValue());
                    lanes.addLast(lane);
                    return true;
                }
            }
        }
        return false;
    }

    private List<Claim> lease(Map<String, Seen> admitted) throws SQLException {
        if (admitted.isEmpty()) {
            return List.of();
        }
        Map<String, Claim> claims = new LinkedHashMap<>();
        Map<String, LeasedRows.Candidate> candidates = new LinkedHashMap<>();
        admitted.forEach((hash, seen) -> {
            Duration lease = request.leaseOf(seen.row().row().provider());
            if (lease != null) {
                Transition<Claim> claimed =
                        RowTransitions.claim(seen.row(), UUID.randomUUID().toString(), lease, transaction.now());
                claims.put(hash, claimed.result());
                candidates.put(hash, new LeasedRows.Candidate(claimed.next(), seen.by()));
            }
        });
        // Somebody may have been faster, or have changed what was admitted.
        claims.keySet().retainAll(LeasedRows.lease(transaction, candidates));
        return List.copyOf(claims.values());
    }
}
