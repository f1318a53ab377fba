package io.commitstatus.internal.delivery;

import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.limits.Slots;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.SteadyClock;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Works until what is wanted and what is shown are equal. Thread-safe. */
public final class Delivery {
    /** How many attempts for each worker may be on their way to a durable store while others begin. */
    private static final int PATIENCE = 4;

    private final Settings settings;
    private final Outbox outbox;
    private final PendingOutcomes pending = new PendingOutcomes();
    private final Slots slots;
    private final CredentialUse credentials;
    private final Uncommitted uncommitted;
    private final ListenerNotifier notifier;
    private final Acceptance acceptance;
    private final Dispatcher dispatcher;
    private final Shutdown shutdown;
    /** Held to read while a status is put, and to write when that ends for good. */
    private final ReentrantReadWriteLock accepting = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /**
     * A status that is tried again.
     *
     * @param row as it is now
     * @param ticket how it ends
     */
    public record Replay(Row row, Ticket ticket) {}

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
            List<DeliveryListener> listeners,
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
        this.notifier = new ListenerNotifier(settings.listeners());
        this.slots = new Slots(settings.workers(), settings.maxConcurrentPerHost());
        this.credentials = new CredentialUse(outbox, gate, sessions, notifier);
        Settler settler =
                new Settler(outbox, pending, notifier, workers.own(), PATIENCE * settings.workers(), this::troubled);
        this.uncommitted = new Uncommitted(steady);
        this.acceptance = new Acceptance(outbox, pending, uncommitted, settler, notifier);
        AttemptContext context = new AttemptContext(
                sessions,
                gate,
                credentials,
                new Denials(),
                settings.retries(),
                settings.checkBeforePosting(),
                steady,
                settings.chance());
        this.dispatcher = new Dispatcher(settings, context, workers, slots, pending, settler, acceptance);
        this.shutdown = new Shutdown(settings, dispatcher, slots, pending, settler, () -> {
            uncommitted.settleAll(Outcome.of(
                    Outcome.Kind.KEPT, "the router is closed; the next one delivers it once its transaction commits"));
            sessions.close();
            settings.sessions().close();
            workers.close();
        });
        dispatcher.start();
    }

    private void troubled() {
        dispatcher.wake();
    }

    /** Where statuses go from now on. Rows of Providers that are not among them wait. */
    public void targets(Map<NamespacedName, DeliveryTarget> targets) {
        dispatcher.targets(targets);
    }

    /** Puts statuses into the outbox, all or none, and sees to their delivery. */
    public List<Ticket> accept(List<Wanted> statuses) {
        return accept(statuses, () -> acceptance.put(statuses, dispatcher::workCame));
    }

    /** The same in a transaction of the caller's: they are worked on once it commits, and never when it rolls back. */
    public List<Ticket> accept(List<Wanted> statuses, Connection connection) {
        return accept(statuses, () -> acceptance.put(statuses, connection));
    }

    private List<Ticket> accept(List<Wanted> statuses, Supplier<List<Ticket>> put) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        accepting.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the router \"" + settings.name() + "\" is closed and accepts nothing");
            }
            return put.get();
        } finally {
            accepting.readLock().unlock();
        }
    }

    /** Tells the listeners what is not sent. */
    public void skipped(DeliveryListener.Skipped event) {
        notifier.skipped(event);
    }

    /** Why an accepted status waits, as far as this process knows; the store is not asked. */
    public Outcome pending(NamespacedName provider, String id) {
        String reason = uncommitted.reason(id).orElseGet(() -> pending.reason(id));
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
    public Optional<Replay> replay(String id) {
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
        return replayed.map(row -> new Replay(row, new Ticket(id, false, outcome)));
    }

    /** How delivery is. Asks nobody else. */
    public HealthReport health() {
        return new HealthReport(
                !closed && dispatcher.isAlive(),
                dispatcher.upkeep().trouble(),
                dispatcher.upkeep().size(),
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
