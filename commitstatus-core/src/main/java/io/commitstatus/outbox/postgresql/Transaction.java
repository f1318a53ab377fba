package io.commitstatus.outbox.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/**
 * One transaction.
 *
 * @param now the outbox's time
 * @param wakes is told of rows that are written
 */
record Transaction(Connection connection, Instant now, Wakes wakes) {
    /** How many seconds a statement may take. */
    static final int PATIENCE = 10;

    /** What is done in one; it may be done again when it lost to another. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(PATIENCE);
        return statement;
    }

    void bind(PreparedStatement statement, int index, Collection<String> values) throws SQLException {
        statement.setArray(index, connection.createArrayOf("varchar", values.toArray()));
    }
}
