package io.commitstatus.testing;

import io.commitstatus.spi.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class MemoryOutboxContractTest extends OutboxContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Override
    protected Outbox open() {
        return Outbox.inMemory(10_000, clock);
    }

    @Override
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.of(Outbox.inMemory(rows, clock));
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
