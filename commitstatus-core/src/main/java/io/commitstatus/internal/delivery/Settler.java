package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how attempts and rows ended, and tells it: those who wait first, then the listener. In a durable outbox it notes what was
 * told, and tells again what a process that ended in between did not. Thread-safe.
 */
final class Settler {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int BATCH = 256;

    private final Outbox outbox;
    private final PendingOutcomes pending;
    private final ListenerNotifier notifier;
    /** What could not be stored, because the store was away. */
    private final Queue<Ended> unstored = new ConcurrentLinkedQueue<>();

    /** How many attempts have ended whose end is not told yet. */
    private final AtomicInteger telling = new AtomicInteger();

    private final Queue<Row> told = new ConcurrentLinkedQueue<>();
    /** Null where storing takes no time. */
    private final @Nullable SettleQueue queue;

    private final Runnable troubled;

    /**
     * Returns a settler.
     *
     * @param others to go on storing while one tells
     * @param patience how many may be on their way to a durable store while their slots are free again
     * @param troubled is told that {@link #storeAgain} has something to do
     */
    Settler(
            Outbox outbox,
            PendingOutcomes pending,
            ListenerNotifier notifier,
            Executor others,
            int patience,
            Runnable troubled) {
        this.outbox = outbox;
        this.pending = pending;
        this.notifier = notifier;
        this.queue = outbox.durable() ? new SettleQueue(others, patience, this::store, this::tell) : null;
        this.troubled = troubled;
    }

    /**
     * Settles a claim: now, or soon where the store is durable. Throws nothing.
     *
     * @param kind what came of the attempt
     * @param release gives the slot back; is run as soon as the next attempt may begin, perhaps more than once
     */
    void settle(Claim claim, Settlement settlement, AttemptResult kind, Duration took, Runnable release) {
        telling.incrementAndGet();
        Ended ended = new Ended(claim, settlement, kind, took, release);
        if (queue != null) {
            queue.add(ended);
            return;
        }
        store(List.of(ended));
        ended.release();
        tell(List.of(ended));
    }

    private void store(List<Ended> some) {
        try {
            if (some.size() == 1) {
                Ended one = some.get(0);
                one.stored(Objects.requireNonNull(outbox.settle(one.claim(), one.settlement())));
            } else {
                storeTogether(some);
            }
        } catch (Throwable e) {
            List<Ended> left = some.stream().filter(it -> it.result() == null).toList();
            unstored.addAll(left);
            Foreign.run(
                    "the logger",
                    () -> LOG.atWarn()
                            .addKeyValue("id", left.get(0).claim().row().id())
                            .addKeyValue("key", left.get(0).claim().row().key())
                            .addKeyValue("count", left.size())
                            .setCause(e)
                            .log("how attempts ended cannot be stored now"));
        }
    }

    private void storeTogether(List<Ended> some) {
        List<Optional<SettleResult>> results = outbox.settle(some.stream()
                .map(it -> new EndedClaim(it.claim(), it.settlement()))
                .toList());
        for (int i = 0; i < some.size(); i++) {
            results.get(i).ifPresent(some.get(i)::stored);
        }
        if (some.stream().anyMatch(it -> it.result() == null)) {
            throw new OutboxException("the outbox stored some, and could not store others", null);
        }
    }

    /** Tells of some, what could not be stored included. */
    private void tell(List<Ended> some) {
        for (Ended it : some) {
            try {
                tell(it);
            } finally {
                telling.decrementAndGet();
            }
        }
    }

    private void tell(Ended it) {
        Settlement settlement = it.settlement();
        Outcome outcome = null;
        if (it.result() == null) {
            troubled.run();
        } else {
            outcome = ended(it.claim(), settlement, it.result());
        }
        if (!(settlement.verdict() instanceof Verdict.Retry retry) || retry.countsAsAttempt()) {
            notifier.attempted(it.claim().row(), it.took(), it.kind(), Outcomes.words(settlement.verdict()));
        }
        if (outcome != null) {
            tell(it.claim().row(), outcome, it.result() == SettleResult.APPLIED);
        }
    }

    /** Stores what could not be stored before; until its lease lapses nobody else claims the row. */
    void storeAgain() {
        for (int left = unstored.size(); left > 0; left--) {
            Ended it = unstored.poll();
            if (it == null) {
                return;
            }
            store(List.of(it));
            SettleResult result = it.result();
            if (result == null) {
                return;
            }
            Outcome outcome = ended(it.claim(), it.settlement(), result);
            if (outcome != null) {
                tell(it.claim().row(), outcome, result == SettleResult.APPLIED);
            }
        }
    }

    /** Those who wait learn it; what is left to tell to the listener, or null. */
    private @Nullable Outcome ended(Claim claim, Settlement settlement, SettleResult result) {
        Row row = claim.row();
        Outcome outcome = Outcomes.of(row, settlement.verdict(), result);
        if (outcome != null) {
            pending.settle(row.id(), outcome);
        } else if (settlement.verdict() instanceof Verdict.Retry retry) {
            pending.waits(row.id(), retry.reason());
        } else if (result == SettleResult.LATE && row.state() == RowState.WAITING) {
            Foreign.run("the outbox", () -> pending.refresh(outbox, row.id(), row.key(), row.version()));
        }
        return outcome;
    }

    /** A row ended otherwise than by an attempt. */
    void ended(Row row, Outcome outcome) {
        pending.settle(row.id(), outcome);
        tell(row, outcome, true);
    }

    /** Waits until what was settled is told, or until the time by {@link System#nanoTime}. */
    void awaitTold(long deadline) {
        while (telling.get() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(this, 1_000_000);
        }
    }

    private void tell(Row row, Outcome outcome, boolean newest) {
        notifier.settled(row, outcome, now());
        if (newest) {
            told(row);
        }
    }

    /** The store's time, or where it cannot tell, this process's. */
    Instant now() {
        try {
            return outbox.now();
        } catch (Throwable e) {
            return Instant.now();
        }
    }

    /** The outcome of a row's newest status was told. */
    void told(Row row) {
        if (outbox.durable()) {
            told.add(row);
        }
    }

    /** Notes what was told. */
    void noteTold() {
        while (!told.isEmpty()) {
            List<Row> rows = new ArrayList<>();
            for (Row row = told.poll(); row != null; row = rows.size() < BATCH ? told.poll() : null) {
                rows.add(row);
            }
            try {
                outbox.told(rows);
            } catch (RuntimeException e) {
                told.addAll(rows);
                throw e;
            }
        }
    }

    /** Tells what ended the given time ago, and was not told, as far as the outbox knows. */
    void tellUntold(Duration age) {
        for (Row row : outbox.untold(age, BATCH)) {
            Outcome outcome = Outcomes.of(row);
            if (outcome != null) {
                ended(row, outcome);
            }
        }
        noteTold();
    }
}
