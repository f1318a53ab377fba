package io.commitstatus.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The user's connections, one for each transaction. */
final class PooledConnections implements Connections {
    private final DataSource dataSource;

    PooledConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Connection take() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            // Pools tell in exceptions of their own that they are closed, or cannot begin.
            throw new SQLException("no connection: " + e.getMessage(), e);
        }
    }

    @Override
    public void give(Connection connection, boolean intact) throws SQLException {
        connection.close();
    }

    @Override
    public void tidy() {
        // The database does so itself.
    }

    @Override
    public int patience() {
        return 10;
    }

    @Override
    public void close() {
        // The DataSource is the user's.
    }
}
