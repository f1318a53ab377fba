package io.commitstatus.outbox.postgresql;

import io.commitstatus.outbox.LeasedRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows, within one transaction. A row that cannot be read, or that a later release wrote, is left out, and spoils no other. */
final class RowTable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);

    private final Transaction transaction;

    RowTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Rows by hash.
     *
     * @param unreadable the hashes of those that are there and cannot be read
     */
    record Found(Map<String, LeasedRow> rows, Set<String> unreadable) {}

    /** The rows that are there. */
    Map<String, LeasedRow> read(Collection<String> hashes) throws SQLException {
        return select(Sql.BY_HASH, hashes).rows();
    }

    /** The same, which nobody else may change now; waits for those who do. */
    Found lock(Collection<String> hashes) throws SQLException {
        return select(Sql.LOCK, hashes);
    }

    /** The same, without those that somebody is changing. */
    Found lockFree(Collection<String> hashes) throws SQLException {
        return hashes.isEmpty() ? new Found(Map.of(), Set.of()) : select(Sql.LOCK_FREE, hashes);
    }

    /** Which rows are there, whoever is changing them. */
    Set<String> existing(Collection<String> hashes) throws SQLException {
        return hashes.isEmpty() ? Set.of() : read(hashes).keySet();
    }

    private Found select(String sql, Collection<String> hashes) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(sql)) {
            transaction.bind(statement, 1, hashes);
            return found(statement);
        }
    }

    static Found found(PreparedStatement statement) throws SQLException {
        Map<String, LeasedRow> rows = new LinkedHashMap<>();
        Set<String> unreadable = new HashSet<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String hash = result.getString("hash");
                LeasedRow row = RowColumns.read(result);
                if (row == null) {
                    LOG.atDebug()
                            .addKeyValue("hash", hash)
                            .log("a row is of another format, or damaged; it is left alone");
                    unreadable.add(hash);
                } else {
                    rows.put(hash, row);
                }
            }
        }
        return new Found(rows, unreadable);
    }

    /** Writes what differs from what is stored, in the order of the keys, so that no two replicas wait for each other. */
    void write(Map<String, LeasedRow> stored, Map<String, LeasedRow> current) throws SQLException {
        TreeMap<String, LeasedRow> fresh = new TreeMap<>(current);
        fresh.keySet().removeAll(stored.keySet());
        TreeMap<String, LeasedRow> changed = new TreeMap<>(current);
        changed.keySet().retainAll(stored.keySet());
        changed.entrySet().removeIf(it -> it.getValue().equals(stored.get(it.getKey())));
        insert(fresh.values());
        update(changed.values());
    }

    private void insert(Collection<LeasedRow> rows) throws SQLException {
        write(Sql.INSERT, rows, true);
    }

    void update(Collection<LeasedRow> rows) throws SQLException {
        write(Sql.UPDATE, rows, false);
    }

    private void write(String sql, Collection<LeasedRow> rows, boolean insert) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepare(sql)) {
            for (LeasedRow row : rows) {
                Instant wakeAt = RowColumns.wakeAt(row);
                if (wakeAt != null) {
                    transaction.wakes().note(wakeAt);
                }
                RowColumns.bind(statement, row, transaction.now(), insert);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
