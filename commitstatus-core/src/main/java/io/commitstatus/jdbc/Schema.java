package io.commitstatus.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables, in words that H2 and PostgreSQL share. */
final class Schema {
    /** Stands in every row, so that an older release leaves alone what a newer one has written. */
    static final int FORMAT = 1;

    private static final List<String> STATEMENTS = List.of("""
            create table if not exists commitstatus_rows (
                hash varchar(64) not null primary key,
                format integer not null,
                type varchar not null,
                api varchar not null,
                repository varchar not null,
                commit_id varchar not null,
                vendor_key varchar not null,
                provider varchar not null,
                acceptance varchar not null,
                status varchar not null,
                terminal boolean not null,
                event_time timestamp with time zone not null,
                version bigint not null,
                accepted_at timestamp with time zone not null,
                state varchar not null,
                rejection varchar,
                reason varchar not null,
                attempts integer not null,
                delivered varchar,
                doubt boolean not null,
                due timestamp with time zone,
                token varchar,
                lease_end timestamp with time zone,
                claimed_version bigint not null,
                disturbed boolean not null,
                since timestamp with time zone not null,
                lane varchar(64) not null,
                ready boolean not null,
                wake_at timestamp with time zone
            )""", """
            create index if not exists commitstatus_rows_ready
                on commitstatus_rows (ready, api, lane, terminal desc, event_time desc)""", """
            create index if not exists commitstatus_rows_wake on commitstatus_rows (wake_at)""", """
            create index if not exists commitstatus_rows_state on commitstatus_rows (state, since)""", """
            create table if not exists commitstatus_holds (
                provider varchar not null primary key,
                hold_end timestamp with time zone not null
            )""");

    static final String DDL = String.join(";\n", STATEMENTS) + ";\n";

    private static final int TRIES = 5;

    private Schema() {}

    /** Creates what is missing. A user who may not is not asked to, when everything is there. */
    static void ensure(Connection connection) throws SQLException {
        SQLException missing = missing(connection);
        for (int tries = 1; missing != null && tries <= TRIES; tries++) {
            SQLException refused = create(connection);
            missing = missing(connection);
            if (missing != null && refused != null) {
                missing.addSuppressed(refused);
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    /** A statement that fails does not end it: another replica may just be doing the same. */
    private static @Nullable SQLException create(Connection connection) {
        SQLException refused = null;
        for (String sql : STATEMENTS) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                refused = e;
            }
        }
        return refused;
    }

    /** What was claimed stays in doubt, and is due at once. */
    static void endLeases(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update commitstatus_rows set token = null, lease_end = null, wake_at = due"
                    + " where token is not null");
        }
    }

    private static @Nullable SQLException missing(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("select " + RowColumns.ALL + " from commitstatus_rows where hash = ''")
                    .close();
            statement
                    .executeQuery("select provider, hold_end from commitstatus_holds where provider = ''")
                    .close();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
