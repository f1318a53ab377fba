package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.OutboxTime;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.RowTransitions;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Transition;
import io.commitstatus.outbox.Wanted;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts and settles in one transaction. A status for a new register is inserted, and a lease that is as it was is ended, each without
 * reading the row; what these find otherwise, and rows that several are about, are read, changed by the rules and written back.
 */
final class Batch {
    private final Transaction transaction;
    /** What is to be done, by hash: in the order of the keys, so that no two replicas wait for each other. */
    private final TreeMap<String, List<Step>> steps = new TreeMap<>();

    Batch(Transaction transaction) {
        this.transaction = transaction;
    }

    /** What is done to one row. */
    abstract static sealed class Step {
        final String hash;

        Step(String hash) {
            this.hash = hash;
        }

        /** Does it to the rows that are there. */
        abstract void apply(Map<String, LeasedRow> rows, Instant now);
    }

    /** A status to put. */
    static final class PutStep extends Step {
        private final Wanted wanted;
        private @Nullable PutResult result;

        PutStep(Wanted wanted) {
            super(Digest.of(wanted.key()));
            // With the time as it will be read back, so that the order does not depend on what the database cuts off.
            this.wanted = wanted.eventTime()
                    .map(it -> wanted.at(RowColumns.micros(it)))
                    .orElse(wanted);
        }

        Transition<PutResult> intoNothing(Instant now) {
            return RowTransitions.put(null, wanted, new OutboxTime(now, now));
        }

        @Override
        void apply(Map<String, LeasedRow> rows, Instant now) {
            result = put(wanted, hash, rows, now);
        }

        @Nullable
        PutResult result() {
            return result;
        }
    }

    /** A claim to end. */
    static final class SettleStep extends Step {
        private final EndedClaim ended;
        private @Nullable SettleResult result;

        SettleStep(EndedClaim ended) {
            super(Digest.of(ended.claim().row().key()));
            this.ended = ended;
        }

        Transition<SettleResult> asClaimed(Instant now) {
            return RowTransitions.settle(ended.claim().leased(), ended.claim(), ended.settlement(), now);
        }

        @Override
        void apply(Map<String, LeasedRow> rows, Instant now) {
            LeasedRow row = rows.get(hash);
            if (row == null) {
                result = SettleResult.LATE;
                return;
            }
            Transition<SettleResult> settled = RowTransitions.settle(row, ended.claim(), ended.settlement(), now);
            rows.put(hash, settled.next());
            result = settled.result();
        }

        @Nullable
        SettleResult result() {
            return result;
        }
    }

    /** Puts a status among rows. */
    static PutResult put(Wanted wanted, String hash, Map<String, LeasedRow> rows, Instant now) {
        Transition<PutResult> put = RowTransitions.put(rows.get(hash), wanted, new OutboxTime(now, now));
        rows.put(hash, put.next());
        return put.result();
    }

    /**
     * What was done.
     *
     * @param busy the hashes of rows that somebody else is changing, whose steps are not done
     * @param undone whether nothing was, because of them
     */
    record Done(Set<String> busy, boolean undone) {}

    /**
     * Does the steps of some calls, in order, those of one call all or none. Waits for nobody who is changing a row.
     *
     * @throws OutboxException when a row cannot be read, and none of its own calls can be done
     */
    Done run(List<? extends List<? extends Step>> calls) throws SQLException {
        calls.forEach(call -> call.forEach(
                it -> steps.computeIfAbsent(it.hash, hash -> new ArrayList<>(1)).add(it)));
        endLeases();
        insert();
        Set<String> busy = change();
        boolean inPart = calls.stream()
                .anyMatch(call -> call.size() > 1 && call.stream().anyMatch(it -> busy.contains(it.hash)));
        if (inPart) {
            transaction.connection().rollback();
        }
        return new Done(busy, inPart);
    }

    private void endLeases() throws SQLException {
        Map<String, LeasedRow> rows = new TreeMap<>();
        Map<String, String> tokens = new HashMap<>();
        Map<String, Runnable> whenEnded = new HashMap<>();
        steps.forEach((hash, some) -> {
            if (some.size() == 1
                    && some.get(0) instanceof SettleStep step
                    && step.ended.claim().row().state() == RowState.WAITING) {
                Transition<SettleResult> settled = step.asClaimed(transaction.now());
                rows.put(hash, settled.next());
                tokens.put(hash, step.ended.claim().token());
                whenEnded.put(hash, () -> step.result = settled.result());
            }
        });
        if (!rows.isEmpty()) {
            done(LeasedRows.settle(transaction, rows, tokens), whenEnded);
        }
    }

    private void insert() throws SQLException {
        Map<String, LeasedRow> rows = new TreeMap<>();
        Map<String, Runnable> whenInserted = new HashMap<>();
        steps.forEach((hash, some) -> {
            if (some.size() == 1 && some.get(0) instanceof PutStep step) {
                Transition<PutResult> put = step.intoNothing(transaction.now());
                if (FreshRows.takes(put.next())) {
                    rows.put(hash, put.next());
                    whenInserted.put(hash, () -> step.result = put.result());
                }
            }
        });
        if (!rows.isEmpty()) {
            done(FreshRows.insert(transaction, rows), whenInserted);
        }
    }

    private void done(Set<String> hashes, Map<String, Runnable> results) {
        steps.keySet().removeAll(hashes);
        results.keySet().retainAll(hashes);
        results.values().forEach(Runnable::run);
    }

    /** Returns the hashes of rows that somebody else is changing. */
    private Set<String> change() throws SQLException {
        if (steps.isEmpty()) {
            return Set.of();
        }
        RowTable table = new RowTable(transaction);
        RowTable.Found found = table.lockFree(steps.keySet());
        if (!found.unreadable().isEmpty()) {
            throw new OutboxException(
                    "a row of this status was written by a later release, or is damaged; update this one, or delete the row",
                    null);
        }
        Set<String> others = new TreeSet<>(steps.keySet());
        others.removeAll(found.rows().keySet());
        Set<String> busy = new TreeSet<>(table.existing(others));
        others.removeAll(busy);
        busy.addAll(FreshRows.beingInserted(transaction, others));
        steps.keySet().removeAll(busy);
        Map<String, LeasedRow> current = new HashMap<>(found.rows());
        steps.values().forEach(some -> some.forEach(it -> it.apply(current, transaction.now())));
        table.write(found.rows(), current);
        return busy;
    }
}
