package io.commitstatus.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Thread-safe. */
interface Connections {

    /** A connection for one transaction, which is given back. */
    Connection take() throws SQLException;

    /** Takes a connection back; one that is not intact must not be used again. */
    void give(Connection connection, boolean intact) throws SQLException;

    /** Keeps the store behind the connections in order; called now and then, on a thread without a connection. */
    void tidy() throws SQLException;

    /** How many seconds a statement may take; 0 for no limit. */
    int patience();

    /** Closes what it holds. */
    void close();
}
