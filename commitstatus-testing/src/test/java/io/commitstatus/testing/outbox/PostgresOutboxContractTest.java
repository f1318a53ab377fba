package io.commitstatus.testing.outbox;

import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.spi.Outbox;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.OutboxContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The outbox in a PostgreSQL keeps the contract. */
class PostgresOutboxContractTest extends OutboxContract {
    private static EmbeddedPostgres postgres;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    protected Outbox open() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists commitstatus_rows, commitstatus_holds");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return reopen();
    }

    @Override
    protected Outbox reopen() {
        return JdbcOutbox.using(postgres.getPostgresDatabase(), clock);
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
