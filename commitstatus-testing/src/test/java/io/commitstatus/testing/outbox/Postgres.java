package io.commitstatus.testing.outbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A PostgreSQL of the test's own. */
final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static Postgres start() throws IOException {
        return new Postgres(EmbeddedPostgres.builder().start());
    }

    DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** Drops what earlier tests have made. */
    void clear() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists commitstatus_rows, commitstatus_holds");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
