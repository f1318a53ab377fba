package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows, within one transaction. */
final class RowTable {
    private static final String BY_HASH =
            "select " + RowColumns.ALL + " from commitstatus_rows where hash = any(?) order by hash";

    private final Transaction transaction;

    RowTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The rows that are there, by hash. */
    Map<String, Register> read(Collection<String> hashes) throws SQLException {
        return select(BY_HASH, hashes);
    }

    /** The same, which nobody else may change now; waits for those who do. */
    Map<String, Register> lock(Collection<String> hashes) throws SQLException {
        return select(BY_HASH + " for update", hashes);
    }

    /** The same, without those that somebody is changing. */
    Map<String, Register> lockFree(Collection<String> hashes) throws SQLException {
        return hashes.isEmpty() ? Map.of() : select(BY_HASH + " for update skip locked", hashes);
    }

    private Map<String, Register> select(String sql, Collection<String> hashes) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(sql)) {
            transaction.bind(statement, 1, hashes);
            Map<String, Register> rows = new LinkedHashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.put(result.getString("hash"), RowColumns.read(result));
                }
            }
            return rows;
        }
    }

    void insert(Collection<Register> registers) throws SQLException {
        write(RowColumns.INSERT, registers, true);
    }

    void update(Collection<Register> registers) throws SQLException {
        write(RowColumns.UPDATE, registers, false);
    }

    private void write(String sql, Collection<Register> registers, boolean insert) throws SQLException {
        if (registers.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepare(sql)) {
            for (Register register : registers) {
                RowColumns.bind(statement, register, transaction.now(), insert);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
