package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.RowTransitions;
import io.commitstatus.outbox.Transition;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * One claim: gives every namespace, and in it every repository, its turn, one row at a time, until there are enough. Five round
 * trips, however many rows it leases.
 */
final class ClaimRound {
    private static final int WAKE_STEP = 500;
    private static final int NAMESPACES = 1000;
    /** Lanes of each namespace, and rows of each lane, that one claim looks at; the next one looks at others. */
    private static final int LANES = 16;

    private static final int ROWS = 8;

    private final Transaction transaction;
    private final ClaimRequest request;

    ClaimRound(Transaction transaction, ClaimRequest request) {
        this.transaction = transaction;
        this.request = request;
    }

    List<Claim> run() throws SQLException {
        wake();
        return lease(admitted(candidates(randomLane())));
    }

    private void wake() throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.WAKE)) {
            RowColumns.time(statement, 1, transaction.now());
            statement.setInt(2, RowColumns.FORMAT);
            statement.setInt(3, WAKE_STEP);
            statement.executeUpdate();
        }
    }

    /** Where this claim begins in each namespace: lanes are digests, so that a random one is fair to all. */
    private static String randomLane() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }

    private Map<String, LeasedRow> candidates(String lane) throws SQLException {
        Set<String> namespaces =
                request.providers().stream().map(NamespacedName::namespace).collect(Collectors.toSet());
        try (PreparedStatement statement = transaction.prepare(Sql.CANDIDATES)) {
            statement.setString(1, "");
            transaction.bind(statement, 2, namespaces);
            statement.setInt(3, NAMESPACES);
            statement.setString(4, lane);
            statement.setInt(5, LANES);
            statement.setInt(6, ROWS);
            return RowTable.found(statement).rows();
        }
    }

    /** Takes one row of each namespace in turn, and in it one of each lane in turn. */
    private Map<String, LeasedRow> admitted(Map<String, LeasedRow> candidates) {
        Map<String, LeasedRow> admitted = new LinkedHashMap<>();
        Map<String, Map<String, Deque<Map.Entry<String, LeasedRow>>>> byNamespace = new LinkedHashMap<>();
        for (Map.Entry<String, LeasedRow> it : candidates.entrySet()) {
            NamespacedName provider = it.getValue().row().provider();
            byNamespace
                    .computeIfAbsent(provider.namespace(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            Digest.lane(provider, it.getValue().row().key().repository()), key -> new ArrayDeque<>())
                    .add(it);
        }
        Deque<Deque<Deque<Map.Entry<String, LeasedRow>>>> turns = new ArrayDeque<>();
        byNamespace.values().forEach(it -> turns.add(new ArrayDeque<>(it.values())));
        while (!turns.isEmpty() && admitted.size() < request.max()) {
            Deque<Deque<Map.Entry<String, LeasedRow>>> namespace = turns.removeFirst();
            if (admitOne(namespace, admitted)) {
                turns.addLast(namespace);
            }
        }
        return admitted;
    }

    private boolean admitOne(Deque<Deque<Map.Entry<String, LeasedRow>>> lanes, Map<String, LeasedRow> admitted) {
        while (!lanes.isEmpty()) {
            Deque<Map.Entry<String, LeasedRow>> lane = lanes.removeFirst();
            while (!lane.isEmpty()) {
                Map.Entry<String, LeasedRow> it = lane.removeFirst();
                LeasedRow row = it.getValue();
                if (row.isClaimable(transaction.now())
                        && request.isOpen(row.row().provider())
                        && request.admits(row.row())) {
                    admitted.put(it.getKey(), row);
                    lanes.addLast(lane);
                    return true;
                }
            }
        }
        return false;
    }

    private List<Claim> lease(Map<String, LeasedRow> admitted) throws SQLException {
        RowTable table = new RowTable(transaction);
        Map<String, LeasedRow> locked = table.lockFree(admitted.keySet()).rows();
        List<Claim> claims = new ArrayList<>();
        List<LeasedRow> leased = new ArrayList<>();
        admitted.forEach((hash, seen) -> {
            LeasedRow now = locked.get(hash);
            Duration lease = request.leaseOf(seen.row().provider());
            // Somebody may have been faster, or have changed what was admitted.
            if (now != null && lease != null && now.equals(seen) && now.isClaimable(transaction.now())) {
                Transition<Claim> claimed =
                        RowTransitions.claim(now, UUID.randomUUID().toString(), lease, transaction.now());
                claims.add(claimed.result());
                leased.add(claimed.next());
            }
        });
        table.update(leased);
        return claims;
    }
}
