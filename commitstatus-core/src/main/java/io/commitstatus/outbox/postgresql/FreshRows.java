package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.StatusCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registers of which nothing is known yet, which most statuses are for: one statement, and nothing is read before it. */
final class FreshRows {
    private static final List<String> NAMES = List.of(
            "hash",
            "provider",
            "namespace",
            "acceptance",
            "status",
            "terminal",
            "event_time",
            "type",
            "api",
            "repository",
            "commit_id",
            "vendor_key",
            "lane");
    /**
     * Whoever inserts a register holds this until its transaction ends. An insert would wait for another one of the same key
     * however long that takes, and with it all that is committed together.
     */
    private static final String LOCK = "pg_try_advisory_xact_lock(hashtextextended(%s, 0))";

    /**
     * A put of more registers takes no such locks, each of which has a place in the server's memory: about 6 400 with its
     * defaults, for all sessions together.
     */
    private static final int MOST_LOCKED = 1_000;

    private static final String TRY_LOCK =
            "select h.hash from unnest(?::text[]) as h(hash) where not " + LOCK.formatted("h.hash");

    private static final String INSERT = "insert into commitstatus_rows (" + String.join(", ", NAMES)
            + ", format, version, accepted_at, state, reason, attempts, shown, due, disturbed, since, told, ready)"
            + " select v.hash, v.provider, v.namespace, v.acceptance, v.status, v.terminal::boolean,"
            + " v.event_time::timestamptz, v.type, v.api, v.repository, v.commit_id, v.vendor_key, v.lane, "
            + RowColumns.FORMAT + ", 1, t.now, 'WAITING', '', 0, 'N', t.now, false, t.now, false, true from "
            + Columns.from(NAMES) + ", (select ?::timestamptz as now) t where case when ? then "
            + LOCK.formatted("v.hash") + " else true end order by v.hash on conflict (hash) do nothing returning hash";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private FreshRows() {}

    /** Whether a new row can be written so: its time is one that both sides write alike. */
    static boolean takes(LeasedRow row) {
        Instant time = row.row().eventTime();
        return time.isAfter(FIRST) && time.isBefore(LAST);
    }

    /** Inserts new rows that wait and are due; returns the hashes of those that were not there, and that nobody else is inserting. */
    static Set<String> insert(Transaction transaction, Map<String, LeasedRow> rows) throws SQLException {
        Columns columns = new Columns();
        rows.forEach((hash, leased) -> {
            Row row = leased.row();
            DeliveryKey key = row.key();
            columns.row()
                    .add(hash)
                    .add(row.provider().toString())
                    .add(row.provider().namespace())
                    .add(row.id())
                    .add(StatusCodec.write(row.status()))
                    .add(row.status().state().isTerminal())
                    .add(row.eventTime())
                    .add(key.type())
                    .add(key.api().toString())
                    .add(key.repository())
                    .add(key.commit())
                    .add(key.key())
                    .add(Digest.lane(row.provider(), key.repository()));
        });
        try (PreparedStatement statement = transaction.prepare(INSERT)) {
            int next = columns.bind(transaction, statement, 1);
            RowColumns.time(statement, next, transaction.now());
            statement.setBoolean(next + 1, rows.size() <= MOST_LOCKED);
            return hashes(statement);
        }
    }

    /** Which of these rows, that are not there, somebody else is inserting. */
    static Set<String> beingInserted(Transaction transaction, Set<String> hashes) throws SQLException {
        if (hashes.isEmpty() || hashes.size() > MOST_LOCKED) {
            return Set.of();
        }
        try (PreparedStatement statement = transaction.prepare(TRY_LOCK)) {
            transaction.bind(statement, 1, hashes);
            return hashes(statement);
        }
    }

    static Set<String> hashes(PreparedStatement statement) throws SQLException {
        Set<String> hashes = new HashSet<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                hashes.add(result.getString(1));
            }
        }
        return hashes;
    }
}
