package io.commitstatus.outbox.postgresql;

import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowLease;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.StatusCodec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are leased, and whose lease ends: one statement for any number of them, which changes only what is as it was when it
 * was last seen.
 */
final class LeasedRows {
    private static final List<String> LEASED =
            List.of("hash", "seen", "token", "lease_end", "wake_at", "shown", "unknown_until");
    private static final String LEASE = "with free as materialized (select hash, xmin::text as seen"
            + " from commitstatus_rows where hash = any(?) for update skip locked)"
            + " update commitstatus_rows r set shown = v.shown,"
            + " shown_status = case v.shown when 'E' then r.shown_status end,"
            + " unknown_until = v.unknown_until::timestamptz, token = v.token, lease_end = v.lease_end::timestamptz,"
            + " lease_version = r.version, disturbed = false, ready = false, wake_at = v.wake_at::timestamptz"
            + " from free, " + Columns.from(LEASED)
            + " where r.hash = any(?) and r.hash = free.hash and v.hash = free.hash and v.seen = free.seen"
            + " returning r.hash";

    private static final List<String> SETTLED = List.of(
            "hash",
            "token",
            "version",
            "state",
            "rejection",
            "reason",
            "attempts",
            "shown",
            "shown_status",
            "unknown_until",
            "due",
            "ready",
            "wake_at");
    private static final String SETTLE = "with ours as materialized (select hash from commitstatus_rows"
            + " where hash = any(?) order by hash for update skip locked)"
            + " update commitstatus_rows r set state = v.state, rejection = v.rejection,"
            + " reason = v.reason, attempts = v.attempts::integer, shown = v.shown,"
            + " shown_status = case v.shown when 'E' then coalesce(v.shown_status, r.status) end,"
            + " unknown_until = v.unknown_until::timestamptz, due = v.due::timestamptz, token = null, lease_end = null,"
            + " lease_version = null, disturbed = false,"
            + " since = case v.state when 'WAITING' then r.accepted_at else ?::timestamptz end, told = false,"
            + " ready = v.ready::boolean, wake_at = v.wake_at::timestamptz"
            + " from ours, " + Columns.from(SETTLED)
            + " where r.hash = any(?) and r.hash = ours.hash and v.hash = ours.hash and r.token = v.token"
            + " and r.version = v.version::bigint and not r.disturbed and r.format = " + RowColumns.FORMAT
            + " returning r.hash";

    // The hashes stand in both parts of each, so that both read the index, whatever the planner knows of the table.
    private LeasedRows() {}

    /**
     * A row to lease.
     *
     * @param next with its lease
     * @param seen the transaction that wrote it when it was seen
     */
    record Candidate(LeasedRow next, String seen) {}

    /** Leases those that nobody has changed or is changing; returns their hashes. */
    static Set<String> lease(Transaction transaction, Map<String, Candidate> candidates) throws SQLException {
        Columns columns = new Columns();
        candidates.forEach((hash, it) -> {
            RowLease lease = it.next().lease().orElseThrow();
            columns.row()
                    .add(hash)
                    .add(it.seen())
                    .add(lease.token())
                    .add(lease.end())
                    .add(noted(transaction, it.next()))
                    .add(RowColumns.letter(it.next().row().shown()))
                    .add(unknownUntil(it.next().row()));
        });
        try (PreparedStatement statement = transaction.prepare(LEASE)) {
            transaction.bind(statement, 1, candidates.keySet());
            transaction.bind(statement, columns.bind(transaction, statement, 2), candidates.keySet());
            return FreshRows.hashes(statement);
        }
    }

    /**
     * Ends leases.
     *
     * @param rows as they are to be, by hash, with the token that each has
     * @return the hashes of those that were still leased so, and were as they were when they were claimed
     */
    static Set<String> settle(Transaction transaction, Map<String, LeasedRow> rows, Map<String, String> tokens)
            throws SQLException {
        Columns columns = new Columns();
        rows.forEach((hash, leased) -> {
            Row row = leased.row();
            Instant wakeAt = noted(transaction, leased);
            boolean ready = wakeAt != null && !wakeAt.isAfter(transaction.now());
            columns.row()
                    .add(hash)
                    .add(tokens.get(hash))
                    .add(row.version())
                    .add(row.state().name())
                    .add(row.rejection().map(Enum::name).orElse(null))
                    .add(RowColumns.storable(row.reason()))
                    .add(row.attempts())
                    .add(RowColumns.letter(row.shown()))
                    .add(shownStatus(row))
                    .add(unknownUntil(row))
                    .add(row.due().orElse(null))
                    .add(ready)
                    .add(ready ? null : wakeAt);
        });
        try (PreparedStatement statement = transaction.prepare(SETTLE)) {
            transaction.bind(statement, 1, rows.keySet());
            RowColumns.time(statement, 2, transaction.now());
            transaction.bind(statement, columns.bind(transaction, statement, 3), rows.keySet());
            return FreshRows.hashes(statement);
        }
    }

    private static @Nullable Instant noted(Transaction transaction, LeasedRow row) {
        Instant wakeAt = RowColumns.wakeAt(row);
        if (wakeAt != null) {
            transaction.wakes().note(wakeAt);
        }
        return wakeAt;
    }

    /** Null where it is just what is wanted, which the database has. */
    private static @Nullable String shownStatus(Row row) {
        return row.shown() instanceof Shown.Exactly exactly && !exactly.status().equals(row.status())
                ? StatusCodec.write(exactly.status())
                : null;
    }

    private static @Nullable Instant unknownUntil(Row row) {
        return row.shown() instanceof Shown.Unknown unknown ? unknown.until() : null;
    }
}
