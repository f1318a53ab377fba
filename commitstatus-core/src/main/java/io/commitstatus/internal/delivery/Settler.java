package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.outbox.Claim;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final Queue<Unstored> unstored = new ConcurrentLinkedQueue<>();

    /** How many threads have begun to settle, and have not told everything yet. */
    private final AtomicInteger telling = new AtomicInteger();

    private final Queue<Row> told = new ConcurrentLinkedQueue<>();

    private record Unstored(Claim claim, Settlement settlement) {}

    Settler(Outbox outbox, PendingOutcomes pending, ListenerNotifier notifier) {
        this.outbox = outbox;
        this.pending = pending;
        this.notifier = notifier;
    }

    /**
     * Settles a claim. Throws nothing.
     *
     * @param kind what came of the attempt
     * @param release is run as soon as it is stored, or cannot be
     */
    void settle(Claim claim, Settlement settlement, AttemptResult kind, Duration took, Runnable release) {
        telling.incrementAndGet();
        try {
            settleAndTell(claim, settlement, kind, took, release);
        } finally {
            telling.decrementAndGet();
        }
    }

    private void settleAndTell(
            Claim claim, Settlement settlement, AttemptResult kind, Duration took, Runnable release) {
        SettleResult result = store(claim, settlement);
        release.run();
        Outcome outcome = result == null ? null : ended(claim, settlement, result);
        if (!(settlement.verdict() instanceof Verdict.Retry retry) || retry.countsAsAttempt()) {
            notifier.attempted(claim.row(), took, kind, Outcomes.words(settlement.verdict()));
        }
        if (outcome != null) {
            tell(claim.row(), outcome, result == SettleResult.APPLIED);
        }
    }

    private @Nullable SettleResult store(Claim claim, Settlement settlement) {
        try {
            return outbox.settle(claim, settlement);
        } catch (Throwable e) {
            unstored.add(new Unstored(claim, settlement));
            Foreign.run(
                    "the logger",
                    () -> LOG.atWarn()
                            .addKeyValue("id", claim.row().id())
                            .addKeyValue("key", claim.row().key())
                            .setCause(e)
                            .log("how an attempt ended cannot be stored now"));
            return null;
        }
    }

    /** Stores what could not be stored before; until its lease lapses nobody else claims the row. */
    void storeAgain() {
        for (int left = unstored.size(); left > 0; left--) {
            Unstored it = unstored.poll();
            if (it == null) {
                return;
            }
            SettleResult result = store(it.claim(), it.settlement());
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
        List<Row> rows = new ArrayList<>();
        for (Row row = told.poll(); row != null && rows.size() < BATCH; row = told.poll()) {
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return;
        }
        try {
            outbox.told(rows);
        } catch (RuntimeException e) {
            told.addAll(rows);
            throw e;
        }
        noteTold();
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
