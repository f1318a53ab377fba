package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.limits.Slots;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.SteadyClock;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Works until what is wanted and what is shown are equal. Thread-safe. */
public final class Delivery {
    private final Settings settings;
    private final Outbox outbox;
    private final PendingOutcomes pending = new PendingOutcomes();
    private final Slots slots;
    private final CredentialUse credentials;
    private final ListenerNotifier notifier;
    private final Settler settler;
    private final Dispatcher dispatcher;
    private final Shutdown shutdown;
    /** Held to read while a status is put, and to write when that ends for good. */
    private final ReentrantReadWriteLock accepting = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * How to work.
     *
     * @param name the router's, for its threads
     * @param clock the wall clock
     * @param executor the workers; null for own ones
     * @param chance from 0 to 1, for jitter
     */
    public record Settings(
            String name,
            Outbox outbox,
            SessionFactory sessions,
            SecretResolver secrets,
            RetryPolicy retries,
            DeliveryListener listener,
            Clock clock,
            @Nullable Executor executor,
            int workers,
            int maxConcurrentPerHost,
            boolean checkBeforePosting,
            Duration retention,
            DoubleSupplier chance) {}

    /** Starts working. */
    public Delivery(Settings settings) {
        this.settings = settings;
        this.outbox = settings.outbox();
        Clock steady = SteadyClock.of(settings.clock());
        CredentialGate gate = new CredentialGate(steady);
        Sessions sessions = new Sessions(settings.sessions(), settings.secrets());
        Workers workers = new Workers(settings.name(), settings.executor());
        this.notifier = new ListenerNotifier(settings.listener());
        this.slots = new Slots(settings.workers(), settings.maxConcurrentPerHost());
        this.credentials = new CredentialUse(outbox, gate, sessions, notifier);
        this.settler = new Settler(outbox, pending, notifier);
        AttemptContext context = new AttemptContext(
                sessions,
                gate,
                credentials,
                settings.retries(),
                settings.checkBeforePosting(),
                steady,
                settings.chance());
        this.dispatcher = new Dispatcher(settings, context, workers, slots, pending, settler);
        this.shutdown = new Shutdown(settings, dispatcher, slots, pending, settler, () -> {
            sessions.close();
            settings.sessions().close();
            workers.close();
        });
        dispatcher.start();
    }

    /** Where statuses go from now on. Rows of Providers that are not among them wait. */
    public void targets(Map<NamespacedName, DeliveryTarget> targets) {
        dispatcher.targets(targets);
    }

    /** Puts statuses into the outbox, all or none, and sees to their delivery. */
    public List<Ticket> accept(List<Wanted> statuses) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        accepting.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the router \"" + settings.name() + "\" is closed and accepts nothing");
            }
            return put(statuses);
        } finally {
            accepting.readLock().unlock();
        }
    }

    private List<Ticket> put(List<Wanted> statuses) {
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
        dispatcher.wake();
        for (int i = 0; i < results.size(); i++) {
            tell(statuses.get(i), results.get(i));
        }
        return tickets;
    }

    private Ticket ticket(Wanted wanted, PutResult result, CompletableFuture<Outcome> future) {
        Row row = result.row();
        if (result.kind() == PutResult.Kind.JOINED) {
            pending.forget(wanted.id());
            CompletableFuture<Outcome> joined = pending.register(row.id());
            pending.stored(row.id(), row);
            // It may have ended between the put and this.
            Foreign.run("the outbox", () -> pending.refresh(outbox, row.id(), row.key(), row.version()));
            return new Ticket(row, result.clamped(), row.id(), joined);
        }
        if (result.kind() == PutResult.Kind.ACCEPTED) {
            pending.stored(wanted.id(), row);
        }
        return new Ticket(row, result.clamped(), wanted.id(), future);
    }

    /** The listener is told last, when nothing that it does can keep a status from being sent. */
    private void tell(Wanted wanted, PutResult result) {
        result.displaced().ifPresent(it -> settler.ended(it, Outcomes.SUPERSEDED));
        switch (result.kind()) {
            case ACCEPTED -> notifier.accepted(result.row());
            case UNCHANGED -> ended(wanted, result, Outcome.of(Outcome.Kind.UNCHANGED, ""));
            case SUPERSEDED -> ended(wanted, result, Outcome.of(Outcome.Kind.SUPERSEDED, "a newer status is stored"));
            case JOINED -> {}
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

    /** Why an accepted status waits, as far as this process knows; the store is not asked. */
    public Outcome pending(NamespacedName provider, String id) {
        String reason = pending.reason(id);
        if (reason.isEmpty()) {
            try {
                reason = dispatcher.why(provider);
            } catch (Throwable e) {
                // An injected clock may fail; a receipt can be read all the same.
                return Outcome.of(Outcome.Kind.PENDING, "");
            }
        }
        return Outcome.of(Outcome.Kind.PENDING, reason);
    }

    /** Makes a rejected or expired status wanted again; empty when there is none with this id. */
    public Optional<Ticket> replay(String id) {
        CompletableFuture<Outcome> outcome = pending.register(id);
        Optional<Row> replayed;
        try {
            replayed = outbox.replay(id);
        } catch (Throwable e) {
            pending.forget(id);
            throw e;
        }
        if (replayed.isEmpty()) {
            pending.forget(id);
            return Optional.empty();
        }
        pending.stored(id, replayed.get());
        dispatcher.wake();
        return replayed.map(row -> new Ticket(row, false, id, outcome));
    }

    /** How delivery is. Asks nobody else. */
    public HealthReport health() {
        return new HealthReport(
                dispatcher.isAlive(),
                dispatcher.upkeep().trouble(),
                dispatcher.upkeep().backlog(),
                slots.hanging(),
                credentials.refused(),
                slots.taken());
    }

    /**
     * Stops, within the given time. An outbox that does not survive the process is drained first, while time is left; what is in
     * flight is waited for, then interrupted; what still waits in memory is abandoned.
     *
     * @return how many statuses were left undelivered: abandoned, or kept by a durable outbox
     */
    public long close(Duration within) {
        accepting.writeLock().lock();
        try {
            if (closed) {
                return 0;
            }
            closed = true;
        } finally {
            accepting.writeLock().unlock();
        }
        return shutdown.run(within);
    }
}
