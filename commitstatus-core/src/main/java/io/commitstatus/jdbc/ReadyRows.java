package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that want a claim, within one transaction: those that are ready stand by API and lane, which is a repository's; the
 * others by the time at which they wake. Every query reads a stretch of one index, however many rows there are.
 */
final class ReadyRows {
    private static final int WAKE_STEP = 500;
    private static final String NEXT_API =
            "select api from commitstatus_rows where ready = true and api > ? order by ready, api limit 1";
    private static final String IN_LANE = "select " + RowColumns.ALL
            + " from commitstatus_rows where ready = true and api = ? and lane = ?"
            + " order by ready, api, lane, terminal desc, event_time desc limit ? offset ?";
    private static final String NEXT_LANE = "select lane from commitstatus_rows"
            + " where ready = true and api = ? and lane > ? order by ready, api, lane limit 1";
    private static final String TO_WAKE =
            "select hash from commitstatus_rows where wake_at > ? and wake_at <= ? order by wake_at limit ?";
    private static final String TIMED =
            "select lane, wake_at from commitstatus_rows where wake_at > ? order by wake_at limit ?";

    private final Transaction transaction;

    ReadyRows(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Makes ready what has become due, or whose lease has lapsed. */
    void wake() throws SQLException {
        Set<String> hashes = new LinkedHashSet<>();
        try (PreparedStatement statement = transaction.prepare(TO_WAKE)) {
            // From a time on, since those that have none stand in the index too.
            RowColumns.time(statement, 1, Instant.EPOCH);
            RowColumns.time(statement, 2, transaction.now());
            statement.setInt(3, WAKE_STEP);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    hashes.add(result.getString(1));
                }
            }
        }
        RowTable table = new RowTable(transaction);
        table.update(table.lockFree(hashes).values());
    }

    /** All APIs with rows that are ready, beginning after one of them. */
    List<String> apis(String after) throws SQLException {
        List<String> all = new ArrayList<>();
        String api = "";
        for (Optional<String> next = nextApi(api); next.isPresent(); next = nextApi(api)) {
            api = next.get();
            all.add(api);
        }
        int turn = all.indexOf(after) + 1;
        List<String> turned = new ArrayList<>(all.subList(turn, all.size()));
        turned.addAll(all.subList(0, turn));
        return turned;
    }

    private Optional<String> nextApi(String after) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(NEXT_API)) {
            statement.setString(1, justAfter(after));
            return first(statement);
        }
    }

    /** The first lane with a row that is ready, after this one. */
    Optional<String> laneAfter(String api, String after) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(NEXT_LANE)) {
            statement.setString(1, api);
            statement.setString(2, justAfter(after));
            return first(statement);
        }
    }

    /**
     * The least text after another one. H2 begins a range in an index with what equals its bound and leaves that out row by
     * row, which with a hundred thousand rows of one API takes longer than all the rest of a claim.
     */
    private static String justAfter(String text) {
        return text + '\u0001';
    }

    private static Optional<String> first(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
    }

    /** The rows of a lane, terminal states first, then the newest; those of a later release are left to it. */
    List<Register> inLane(String api, String lane, int offset, int max) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(IN_LANE)) {
            statement.setString(1, api);
            statement.setString(2, lane);
            statement.setInt(3, max);
            statement.setInt(4, offset);
            List<Register> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (result.getInt("format") == Schema.FORMAT) {
                        rows.add(RowColumns.read(result));
                    }
                }
            }
            return rows;
        }
    }

    /** When the first of the rows of these Providers wakes that are not ready; perhaps too early where others have many. */
    Optional<Instant> soonest(Set<String> providers) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(TIMED)) {
            RowColumns.time(statement, 1, Instant.EPOCH);
            statement.setInt(2, WAKE_STEP);
            int seen = 0;
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    if (providers.contains(Digest.providerOf(result.getString("lane"))) || ++seen == WAKE_STEP) {
                        return Optional.of(RowColumns.instant(result, "wake_at"));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
