package io.commitstatus.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/**
 * One transaction on the outbox's database.
 *
 * @param now the outbox's time
 * @param patience how many seconds a statement may take; 0 for no limit
 */
record Transaction(Connection connection, Instant now, int patience) {

    /** What is done in one; it may be done again when it lost to another. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        if (patience > 0) {
            statement.setQueryTimeout(patience);
        }
        return statement;
    }

    void bind(PreparedStatement statement, int index, Collection<String> values) throws SQLException {
        statement.setArray(index, connection.createArrayOf("varchar", values.toArray()));
    }
}
