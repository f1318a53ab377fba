package io.commitstatus.conformance.engine;

import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.postgresql.PostgresOutboxes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same in a PostgreSQL, with routers that are closed in the midst of it and started again. */
class PostgresDeliveryTest extends HostDeliveryTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    protected int steps() {
        return 2_000;
    }

    @Override
    protected Outbox openOutbox(Clock clock) {
        return PostgresOutboxes.open(postgres.getPostgresDatabase(), clock);
    }
}
