package io.commitstatus.testing.outbox;

import io.commitstatus.spi.Outbox;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.OutboxContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The outbox in memory keeps the contract. */
class MemoryOutboxContractTest extends OutboxContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Override
    protected Outbox open() {
        return Outbox.inMemory(10_000, clock);
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.of(Outbox.inMemory(rows, clock));
    }
}
