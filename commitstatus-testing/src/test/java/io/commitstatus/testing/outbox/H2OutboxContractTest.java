package io.commitstatus.testing.outbox;

import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.spi.Outbox;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.OutboxContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** The outbox in an H2 file keeps the contract. */
class H2OutboxContractTest extends OutboxContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @TempDir
    Path folder = Path.of("");

    @Override
    protected Outbox open() {
        return JdbcOutbox.h2(folder.resolve("outbox"), clock);
    }

    @Override
    protected Outbox reopen() {
        return open();
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
