package io.commitstatus.outbox.postgresql;

import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.OutboxSize;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.RowTransitions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is done beside the deliveries, each within one transaction and in bounded steps. */
final class Upkeep {
    private static final int STEP = 500;

    private Upkeep() {}

    /** Until the next row wakes that has not yet. */
    static Optional<Duration> untilDue(Transaction transaction) throws SQLException {
        return Optional.ofNullable(nextWake(transaction)).map(it -> Duration.between(transaction.now(), it));
    }

    /** When the next row wakes that has not yet; null when none ever will. */
    static @Nullable Instant nextWake(Transaction transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.NEXT_WAKE)) {
            RowColumns.time(statement, 1, transaction.now());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? RowColumns.instantOrNull(result, "soonest") : null;
            }
        }
    }

    /** Ends rows that have waited too long. */
    static List<Row> expire(Transaction transaction, Duration maxAge) throws SQLException {
        RowTable table = new RowTable(transaction);
        List<String> hashes = hashes(
                transaction, Sql.OVERDUE, RowState.WAITING, transaction.now().minus(maxAge));
        List<LeasedRow> ended = new ArrayList<>();
        for (LeasedRow row : table.lockFree(hashes).rows().values()) {
            if (RowTransitions.isOverdue(row, maxAge, transaction.now())) {
                ended.add(RowTransitions.expire(row, maxAge, transaction.now()));
            }
        }
        table.update(ended);
        return ended.stream().map(LeasedRow::row).toList();
    }

    /** Forgets rows that ended long ago, and holds that have ended. */
    static int forget(Transaction transaction, Duration retention) throws SQLException {
        HoldTable.forget(transaction);
        Instant before = transaction.now().minus(retention);
        TreeSet<String> hashes = new TreeSet<>();
        for (RowState state : RowState.values()) {
            if (state != RowState.WAITING) {
                hashes.addAll(hashes(transaction, Sql.FORGETTABLE, state, before));
            }
        }
        TreeMap<String, LeasedRow> free =
                new TreeMap<>(new RowTable(transaction).lockFree(hashes).rows());
        free.values().removeIf(it -> !it.isSettled() || it.settledAt().isAfter(before));
        if (free.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = transaction.prepare(Sql.DELETE)) {
            transaction.bind(statement, 1, free.keySet());
            return statement.executeUpdate();
        }
    }

    private static List<String> hashes(Transaction transaction, String sql, RowState state, Instant before)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepare(sql)) {
            statement.setString(1, state.name());
            RowColumns.time(statement, 2, before);
            statement.setInt(3, STEP);
            return hashes(statement);
        }
    }

    private static List<String> hashes(PreparedStatement statement) throws SQLException {
        List<String> hashes = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                hashes.add(result.getString(1));
            }
        }
        return hashes;
    }

    static List<Row> undelivered(Transaction transaction, int max) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.UNDELIVERED)) {
            statement.setInt(1, max);
            return rows(statement);
        }
    }

    static List<Row> untold(Transaction transaction, Duration age, int max) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.UNTOLD)) {
            RowColumns.time(statement, 1, transaction.now().minus(age));
            statement.setInt(2, max);
            return rows(statement);
        }
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        return RowTable.found(statement).rows().values().stream()
                .map(LeasedRow::row)
                .toList();
    }

    static int tell(Transaction transaction, Collection<Row> rows) throws SQLException {
        TreeMap<String, Row> byHash = new TreeMap<>();
        rows.forEach(it -> byHash.put(Digest.of(it.key()), it));
        Columns columns = new Columns();
        byHash.forEach((hash, row) -> columns.row().add(hash).add(row.version()));
        try (PreparedStatement statement = transaction.prepare(Sql.TELL)) {
            transaction.bind(statement, columns.bind(transaction, statement, 1), byHash.keySet());
            return statement.executeUpdate();
        }
    }

    static Optional<Row> replay(Transaction transaction, String id) throws SQLException {
        Collection<String> hashes;
        try (PreparedStatement statement = transaction.prepare(Sql.TO_REPLAY)) {
            statement.setString(1, id);
            hashes = hashes(statement);
        }
        RowTable table = new RowTable(transaction);
        List<LeasedRow> replayed = table.lock(hashes).rows().values().stream()
                .filter(it -> it.row().id().equals(id) && it.row().state().isUndelivered())
                .map(it -> RowTransitions.replay(it, transaction.now()))
                .toList();
        table.update(replayed);
        return replayed.stream().map(LeasedRow::row).findFirst();
    }

    static OutboxSize size(Transaction transaction) throws SQLException {
        try (PreparedStatement waiting = transaction.prepare(Sql.WAITING);
                PreparedStatement undelivered = transaction.prepare(Sql.UNDELIVERED_COUNT);
                ResultSet first = waiting.executeQuery()) {
            first.next();
            long count = first.getLong(1);
            Instant oldest = count == 0 ? null : RowColumns.instant(first, "oldest");
            try (ResultSet second = undelivered.executeQuery()) {
                second.next();
                return OutboxSize.of(count, oldest, second.getLong(1));
            }
        }
    }
}
