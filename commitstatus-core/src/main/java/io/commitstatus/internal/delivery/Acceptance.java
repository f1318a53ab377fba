package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.outbox.CommittedPut;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.policy.Outcome;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts statuses into the outbox, and sees that those who wait and the listener learn what that came to. Thread-safe. */
final class Acceptance {
    /** How many of what has committed are taken up at once. */
    private static final int TOGETHER = 256;

    private final Outbox outbox;
    private final PendingOutcomes pending;
    private final Settler settler;
    private final ListenerNotifier notifier;
    private final Uncommitted uncommitted;

    Acceptance(
            Outbox outbox,
            PendingOutcomes pending,
            Uncommitted uncommitted,
            Settler settler,
            ListenerNotifier notifier) {
        this.outbox = outbox;
        this.pending = pending;
        this.settler = settler;
        this.notifier = notifier;
        this.uncommitted = uncommitted;
    }

    /**
     * Puts statuses, all or none.
     *
     * @param stored is run once they are stored, before anybody is told
     */
    List<Ticket> put(List<Wanted> statuses, Runnable stored) {
        // Registered before it is put: a worker may be faster than this thread.
        List<CompletableFuture<Outcome>> futures = new ArrayList<>(statuses.size());
        statuses.forEach(it -> futures.add(pending.register(it.id())));
        List<PutResult> results;
        try {
            results = outbox.put(statuses);
        } catch (Throwable e) {
            statuses.forEach(it -> pending.forget(it.id()));
            throw e;
        }
        List<Ticket> tickets = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            tickets.add(ticket(statuses.get(i), results.get(i), futures.get(i)));
        }
        stored.run();
        for (int i = 0; i < results.size(); i++) {
            tell(statuses.get(i), results.get(i));
        }
        return tickets;
    }

    /** Puts statuses in a transaction of the caller's, which decides whether they ever were. */
    List<Ticket> put(List<Wanted> statuses, Connection connection) {
        outbox.put(statuses, connection);
        return statuses.stream()
                .map(it -> new Ticket(it.id(), false, uncommitted.register(it.id())))
                .toList();
    }

    /** Takes up what has committed; tells whether there may be more. */
    boolean takeCommitted() {
        List<CommittedPut> puts = outbox.takeCommitted(TOGETHER);
        for (CommittedPut put : puts) {
            CompletableFuture<Outcome> future = pending.register(put.wanted().id());
            Ticket ticket = ticket(put.wanted(), put.result(), future);
            uncommitted.committed(put.wanted().id(), ticket.outcome());
        }
        puts.forEach(it -> tell(it.wanted(), it.result()));
        uncommitted.giveUp();
        return puts.size() == TOGETHER;
    }

    private Ticket ticket(Wanted wanted, PutResult result, CompletableFuture<Outcome> future) {
        Row row = result.row();
        if (result.kind() == PutResult.Kind.JOINED) {
            pending.forget(wanted.id());
            CompletableFuture<Outcome> joined = pending.register(row.id());
            pending.stored(row.id(), row);
            // It may have ended between the put and this.
            Foreign.run("the outbox", () -> pending.refresh(outbox, row.id(), row.key(), row.version()));
            return new Ticket(row.id(), result.clamped(), joined);
        }
        if (result.kind() == PutResult.Kind.ACCEPTED) {
            pending.stored(wanted.id(), row);
        }
        return new Ticket(wanted.id(), result.clamped(), future);
    }

    /** The listener is told last, when nothing that it does can keep a status from being sent. */
    private void tell(Wanted wanted, PutResult result) {
        result.displaced().ifPresent(it -> settler.ended(it, Outcomes.SUPERSEDED));
        switch (result.kind()) {
            case ACCEPTED -> notifier.accepted(result.row());
            case UNCHANGED -> ended(wanted, result, Outcome.of(Outcome.Kind.UNCHANGED, ""));
            case SUPERSEDED -> ended(wanted, result, Outcome.of(Outcome.Kind.SUPERSEDED, "a newer status is stored"));
            case JOINED -> notifier.joined(result.row());
        }
    }

    private void ended(Wanted wanted, PutResult result, Outcome outcome) {
        pending.settle(wanted.id(), outcome);
        Row row = LeasedRow.builder(wanted, result.row().acceptedAt())
                .eventTime(wanted.eventTime().orElse(result.row().eventTime()))
                .build()
                .row();
        notifier.accepted(row);
        notifier.settled(row, outcome, settler.now());
        if (result.kind() == PutResult.Kind.UNCHANGED) {
            settler.told(result.row());
        }
    }
}
