package io.commitstatus.github;

import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.spi.MovableClock;
import io.commitstatus.spi.Outbox;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

/** The same on a durable outbox, with routers that are closed in the midst of it and started again. */
class H2DeliveryTest extends GitHubDeliveryTest {

    @TempDir
    Path dir;

    @Override
    protected int steps() {
        return 600;
    }

    @Override
    protected Outbox openOutbox(Clock clock) {
        return JdbcOutbox.h2(dir.resolve("outbox"), (MovableClock) clock);
    }
}
