package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import io.commitstatus.spi.Outbox.Backlog;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.State;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is done beside the deliveries, each within one transaction and in bounded steps. */
final class Upkeep {
    private static final int STEP = 500;
    private static final String OVERDUE =
            "select hash from commitstatus_rows" + " where state = ? and since <= ? order by state, since limit ?";
    private static final String FORGETTABLE = "select hash from commitstatus_rows"
            + " where state = ? and since <= ? and token is null and ready = false and wake_at is null"
            + " order by state, since limit ?";
    private static final String DELETE = "delete from commitstatus_rows where hash = any(?)";
    private static final String UNDELIVERED = "select " + RowColumns.ALL + " from commitstatus_rows"
            + " where state in ('REJECTED', 'EXPIRED') order by since desc limit ?";
    private static final String TO_REPLAY =
            "select hash from commitstatus_rows" + " where state in ('REJECTED', 'EXPIRED') and acceptance = ?";
    private static final String WAITING =
            "select count(*), min(since) as oldest from commitstatus_rows where state = 'WAITING'";
    private static final String UNDELIVERED_COUNT =
            "select count(*) from commitstatus_rows where state in ('REJECTED', 'EXPIRED')";

    private Upkeep() {}

    /** Until a row of these Providers wants a claim. */
    static Optional<Duration> nextDue(Transaction transaction, NavigableSet<String> providers) throws SQLException {
        ReadyRows rows = new ReadyRows(transaction);
        for (String api : rows.apis("")) {
            if (new LaneWalk(rows, api, providers, "").next() != null) {
                return Optional.of(Duration.ZERO);
            }
        }
        return rows.soonest(providers)
                .map(it -> Duration.between(transaction.now(), it))
                .map(it -> it.isNegative() ? Duration.ZERO : it);
    }

    /** Ends rows that have waited too long. */
    static List<Row> expire(Transaction transaction, Duration maxAge) throws SQLException {
        RowTable table = new RowTable(transaction);
        List<String> hashes =
                hashes(transaction, OVERDUE, State.WAITING, transaction.now().minus(maxAge));
        List<Register> ended = new ArrayList<>();
        for (Register register : table.lockFree(hashes).values()) {
            if (register.overdue(maxAge, transaction.now())) {
                ended.add(register.expire(maxAge, transaction.now()));
            }
        }
        table.update(ended);
        return ended.stream().map(Register::row).toList();
    }

    /** Forgets rows that have been settled for long. */
    static int forget(Transaction transaction, Duration retention) throws SQLException {
        Instant before = transaction.now().minus(retention);
        TreeSet<String> hashes = new TreeSet<>();
        for (State state : State.values()) {
            if (state != State.WAITING) {
                hashes.addAll(hashes(transaction, FORGETTABLE, state, before));
            }
        }
        TreeMap<String, Register> free = new TreeMap<>(new RowTable(transaction).lockFree(hashes));
        free.values().removeIf(it -> !it.settled() || it.settledAt().isAfter(before));
        if (free.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = transaction.prepare(DELETE)) {
            transaction.bind(statement, 1, free.keySet());
            return statement.executeUpdate();
        }
    }

    private static List<String> hashes(Transaction transaction, String sql, State state, Instant before)
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

    static List<Register> undelivered(Transaction transaction, int max) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(UNDELIVERED)) {
            statement.setInt(1, max);
            List<Register> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(RowColumns.read(result));
                }
            }
            return rows;
        }
    }

    static Optional<Row> replay(Transaction transaction, String id) throws SQLException {
        Collection<String> hashes;
        try (PreparedStatement statement = transaction.prepare(TO_REPLAY)) {
            statement.setString(1, id);
            hashes = hashes(statement);
        }
        RowTable table = new RowTable(transaction);
        List<Register> replayed = table.lock(hashes).values().stream()
                .filter(it -> it.row().id().equals(id) && undelivered(it.row()))
                .map(it -> it.replay(transaction.now()))
                .toList();
        table.update(replayed);
        return replayed.stream().map(Register::row).findFirst();
    }

    private static boolean undelivered(Row row) {
        return row.state() == State.REJECTED || row.state() == State.EXPIRED;
    }

    static Backlog backlog(Transaction transaction) throws SQLException {
        try (PreparedStatement waiting = transaction.prepare(WAITING);
                PreparedStatement undelivered = transaction.prepare(UNDELIVERED_COUNT);
                ResultSet first = waiting.executeQuery()) {
            first.next();
            long count = first.getLong(1);
            @Nullable Instant oldest = count == 0 ? null : RowColumns.instant(first, "oldest");
            try (ResultSet second = undelivered.executeQuery()) {
                second.next();
                return new Backlog(count, oldest, second.getLong(1));
            }
        }
    }
}
