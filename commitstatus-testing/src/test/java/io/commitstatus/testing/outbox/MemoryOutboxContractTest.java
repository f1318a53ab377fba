package io.commitstatus.testing.outbox;

import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.contract.OutboxContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class MemoryOutboxContractTest extends OutboxContract {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Override
    protected Outbox open() {
        return MemoryOutbox.of(10_000, clock);
    }

    @Override
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.of(MemoryOutbox.of(rows, clock));
    }

    @Override
    protected void advance(Duration by) {
        clock.advance(by);
    }
}
