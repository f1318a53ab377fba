package io.commitstatus.outbox.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables: they are made where they are missing and that is allowed. */
final class Schema {
    static final String DDL = String.join(";\n", Sql.SCHEMA) + ";\n";

    private static final List<String> PROBES = List.of(Sql.HAS_SCHEMA, Sql.HAS_HOLDS, Sql.HAS_KEY, Sql.HAS_INBOX);
    private static final int TRIES = 5;

    private Schema() {}

    /** Creates what is missing. A user who may not is not asked to, when everything is there. */
    static void ensure(Connection connection) throws SQLException {
        SQLException missing = missing(connection);
        SQLException refused = null;
        for (int tries = 1; missing != null && tries <= TRIES; tries++) {
            refused = create(connection);
            missing = missing(connection);
        }
        if (missing != null) {
            // What was refused is what has to be mended; that the table is missing then only follows.
            SQLException cause = refused == null ? missing : refused;
            throw new SQLException(
                    "the tables are missing and cannot be made: " + cause.getMessage()
                            + "; grant the right, or have them made with what PostgresOutbox.schema() returns",
                    cause.getSQLState(),
                    cause);
        }
    }

    /** A statement that fails does not end it: another replica may just be doing the same. */
    private static @Nullable SQLException create(Connection connection) {
        SQLException refused = null;
        for (String sql : Sql.SCHEMA) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                refused = refused == null ? e : refused;
            }
        }
        return refused;
    }

    private static @Nullable SQLException missing(Connection connection) {
        for (String sql : PROBES) {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(sql).close();
            } catch (SQLException e) {
                return e;
            }
        }
        return null;
    }
}
