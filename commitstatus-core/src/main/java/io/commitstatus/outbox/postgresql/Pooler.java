package io.commitstatus.outbox.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pooler such as PgBouncer means for prepared statements: in transaction mode the server's connection is another one
 * each time, where a statement's name may be missing or, worse, stand for another statement that takes the same parameters. So
 * nothing is prepared by name as soon as anything is in between. The driver's own methods are found by name, since it is not on
 * the compile path.
 */
final class Pooler {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);

    private Pooler() {}

    /** Whether the server that answers is not the one that greeted the driver. */
    static boolean isBefore(Connection connection) throws SQLException {
        Object greeted = call(connection, "getBackendPID", new Class<?>[0]);
        if (greeted == null) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return !greeted.equals(result.getInt(1));
        }
    }

    /** Makes the driver use statements without names on this connection. */
    static void stopPreparing(Connection connection) throws SQLException {
        if (call(connection, "setPrepareThreshold", new Class<?>[] {int.class}, 0) == null) {
            throw new SQLException(
                    "a pooler in transaction mode is between here and the database; set prepareThreshold=0"
                            + " in the JDBC URL");
        }
    }

    /** What the driver's connection returns, true for nothing; null when it is not PostgreSQL's own driver. */
    private static @Nullable Object call(
            Connection connection, String method, Class<?>[] parameters, Object... arguments) throws SQLException {
        try {
            Class<?> type = Class.forName(
                    "org.postgresql.PGConnection", false, connection.getClass().getClassLoader());
            if (!connection.isWrapperFor(type)) {
                return null;
            }
            Object result = type.getMethod(method, parameters).invoke(connection.unwrap(type), arguments);
            return result == null ? true : result;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            LOG.atDebug().setCause(e).log("the driver cannot be asked or told about prepared statements");
            return null;
        }
    }
}
