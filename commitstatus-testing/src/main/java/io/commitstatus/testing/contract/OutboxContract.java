package io.commitstatus.testing.contract;

import io.commitstatus.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link io.commitstatus.outbox.Outbox} must do, as tests whose names begin with the rule's number. Extend it, and
 * say how yours is opened and how its time is moved. Not thread-safe: JUnit makes one for each test.
 *
 * <pre>{@code
 * class MemoryOutboxContractTest extends OutboxContract {
 *     private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
 *
 *     protected Outbox open() {
 *         return MemoryOutbox.of(100_000, clock);
 *     }
 *
 *     protected void advance(Duration by) {
 *         clock.advance(by);
 *     }
 * }
 * }</pre>
 *
 * <p>An outbox must
 *
 * <ol>
 *   <li>make what is put wanted and due
 *   <li>let the newest win, and refuse an older one, also after delivery; a rejected one supersedes nothing
 *   <li>on equal event times prefer a terminal state, then the later acceptance
 *   <li>let the same value join the delivery under way, or be unchanged on a row that is free and known to show it
 *   <li>take its own time where an event has none, never before the one stored
 *   <li>take its own time where an event's is too far ahead
 *   <li>take all statuses of a put, or none
 *   <li>keep a row's backoff through a put, and begin its age anew
 *   <li>never lease a key twice, and only what is asked for
 *   <li>be fair over namespaces, then repositories; in one, terminal states first, then the newest
 *   <li>not lose what is put while its row is claimed
 *   <li>tell when the next row becomes due
 *   <li>end a claim as its verdict says, and know what is shown as its evidence says
 *   <li>have a lapsed lease claimed again, and let a stale claim change only what is known of what is shown
 *   <li>end what has waited too long, and forget what was settled long ago
 *   <li>list what was not delivered, and make it wanted again
 *   <li>count its backlog
 *   <li>remember holds by credential while they last
 *   <li>keep all of this with four writers and four claimers at once
 *   <li>survive reopening, where it is durable
 *   <li>list what ended and was not told, where it is durable; else give up what waits when it is asked to
 * </ol>
 *
 * @since 0.1
 */
public abstract class OutboxContract {
    private final AtomicInteger ids = new AtomicInteger();
    private @Nullable Outbox opened;
    private Instant begin = Instant.EPOCH;

    /** For subclasses. */
    protected OutboxContract() {}

    /** Opens an outbox without rows. Once for each test. */
    protected abstract Outbox open();

    /** Moves the time of the outbox under test, and of those opened on its store later. */
    protected abstract void advance(Duration by);

    /** Opens the store of the outbox that was closed last once more; called only where {@link Outbox#durable} says so. */
    protected Outbox reopen() {
        throw new UnsupportedOperationException("an outbox that is durable must say how it is opened again");
    }

    /** Opens an outbox with room for the given number of rows; empty, the default, where it has no such limit. */
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.empty();
    }

    @BeforeEach
    void openTheOutbox() {
        opened = open();
        begin = outbox().now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    }

    @AfterEach
    void closeTheOutbox() {
        outbox().close();
    }

    final Outbox outbox() {
        if (opened == null) {
            throw new IllegalStateException("the outbox is not open");
        }
        return opened;
    }

    final void closeAndReopen() {
        outbox().close();
        opened = reopen();
    }

    final Instant begin() {
        return begin;
    }

    final int nextId() {
        return ids.incrementAndGet();
    }

    /** O1 to O8. */
    @Nested
    class Puts extends PutRules {
        Puts() {
            super(OutboxContract.this);
        }
    }

    /** O9 to O12. */
    @Nested
    class Claims extends ClaimRules {
        Claims() {
            super(OutboxContract.this);
        }
    }

    /** O13 and O14. */
    @Nested
    class Settles extends SettleRules {
        Settles() {
            super(OutboxContract.this);
        }
    }

    /** O15 to O18, and O20. */
    @Nested
    class Upkeep extends UpkeepRules {
        Upkeep() {
            super(OutboxContract.this);
        }
    }

    /** O19. */
    @Nested
    class Concurrency extends ConcurrencyRules {
        Concurrency() {
            super(OutboxContract.this);
        }
    }

    /** O21. */
    @Nested
    class Telling extends TellingRules {
        Telling() {
            super(OutboxContract.this);
        }
    }
}
