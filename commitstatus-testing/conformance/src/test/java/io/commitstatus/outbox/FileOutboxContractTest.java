package io.commitstatus.outbox;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.contract.OutboxContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FileOutboxContractTest extends OutboxContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Override
    protected Outbox open() {
        return FileOutbox.at(folder.resolve("outbox.db"), 10_000, clock);
    }

    @Override
    protected Outbox reopen() {
        return open();
    }

    @Override
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.of(FileOutbox.at(folder.resolve("small.db"), rows, clock));
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
