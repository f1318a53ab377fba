package io.commitstatus.outbox.postgresql;

import io.commitstatus.outbox.Outbox;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.contract.OutboxContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresOutboxContractTest extends OutboxContract {
    private static EmbeddedPostgres postgres;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    protected Outbox open() {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "drop table if exists commitstatus_rows, commitstatus_holds, commitstatus_key, commitstatus_inbox");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return reopen();
    }

    @Override
    protected Outbox reopen() {
        return new PostgresOutbox(postgres.getPostgresDatabase(), clock);
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
