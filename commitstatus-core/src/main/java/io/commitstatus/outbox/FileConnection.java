package io.commitstatus.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements and transactions of one connection to an outbox's file. Used by one thread at a time. */
final class FileConnection {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);

    private final FileLocation location;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    FileConnection(FileLocation location, Connection connection) {
        this.location = location;
        this.connection = connection;
    }

    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet result) throws SQLException;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    <T> T query(String what, String sql, Binding binding, Reading<T> reading) {
        return inTransaction(what, () -> {
            PreparedStatement statement = statement(sql);
            binding.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                return reading.read(result);
            }
        });
    }

    /** Does work that is committed when it returns; what it throws leaves the file as it was. */
    <T> T inTransaction(String what, Work<T> work) {
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw location.explain(what, e);
        } catch (RuntimeException | Error e) {
            // Else the next commit would take along what this one began.
            rollback(e);
            throw e;
        }
    }

    private void rollback(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            beginAgain(cause, e);
        }
    }

    /** A full disk makes SQLite roll back by itself; the driver begins no other transaction then, and all else would fail for ever. */
    private void beginAgain(Throwable cause, SQLException notRolledBack) {
        try {
            execute("begin");
        } catch (SQLException e) {
            cause.addSuppressed(notRolledBack);
            cause.addSuppressed(e);
        }
    }

    /** Prepared once. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Runs a statement that takes nothing and returns nothing. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("file", location).setCause(e).log("the outbox's file cannot be closed");
        } finally {
            location.release();
        }
    }
}
