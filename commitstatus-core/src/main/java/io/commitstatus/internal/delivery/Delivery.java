package io.commitstatus.internal.delivery;

import io.commitstatus.DeliveryListener;
import io.commitstatus.Outcome;
import io.commitstatus.RetryPolicy;
import io.commitstatus.SecretResolver;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.MovableClock;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.PutResult;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Wanted;
import io.commitstatus.spi.Pace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works until what is wanted and what is delivered are equal. Thread-safe. */
public final class Delivery {
    private final Settings settings;
    private final Outbox outbox;
    private final Waiters waiters = new Waiters();
    private final Notices notices;
    private final Sessions sessions;
    private final Dispatcher dispatcher;
    private final Workers workers;
    private volatile boolean closed;

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
            Function<Target, List<Pace>> pace,
            DoubleSupplier chance) {}

    /** Starts working. */
    public Delivery(Settings settings) {
        this.settings = settings;
        this.outbox = settings.outbox();
        this.notices = new Notices(settings.listener());
        this.sessions = new Sessions(settings.sessions(), settings.secrets());
        this.workers = new Workers(settings.name(), settings.workers(), settings.executor());
        this.dispatcher = new Dispatcher(settings, sessions, workers, waiters, notices);
        if (settings.clock() instanceof MovableClock movable) {
            movable.onMove(dispatcher::wake);
        }
        dispatcher.start();
    }

    /** Where statuses go from now on. Rows of Providers that are not among them wait. */
    public void targets(Map<NamespacedName, Target> targets) {
        sessions.retain(targets.keySet());
        dispatcher.targets(targets);
    }

    /** What became of a status that was put, and how it ends. */
    public record Acceptance(PutResult result, String id, CompletableFuture<Outcome> outcome) {}

    /** Puts statuses into the outbox, all or none, and sees to their delivery. */
    public List<Acceptance> accept(List<Wanted> statuses) {
        if (closed) {
            throw new IllegalStateException("the router \"" + settings.name() + "\" is closed; it accepts nothing");
        }
        // Waited for before it is put: a worker may be faster than this thread.
        List<CompletableFuture<Outcome>> futures =
                statuses.stream().map(it -> waiters.await(it.id(), null, 0)).toList();
        List<PutResult> results;
        try {
            results = outbox.put(statuses);
        } catch (RuntimeException e) {
            statuses.forEach(it -> waiters.settle(it.id(), Outcome.of(Outcome.Kind.ABANDONED, "not accepted")));
            throw e;
        }
        List<Acceptance> acceptances = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            acceptances.add(accepted(statuses.get(i), results.get(i), futures.get(i)));
        }
        dispatcher.wake();
        return acceptances;
    }

    private Acceptance accepted(Wanted wanted, PutResult result, CompletableFuture<Outcome> future) {
        Row row = result.row();
        Row displaced = result.displaced();
        if (displaced != null) {
            settled(displaced, Outcome.of(Outcome.Kind.SUPERSEDED, ""));
        }
        return switch (result.kind()) {
            case ACCEPTED -> {
                notices.accepted(row);
                // Known under its key from now on, so that it is found when another process ends it.
                yield new Acceptance(result, wanted.id(), waiters.await(wanted.id(), row.key(), row.version(), future));
            }
            case JOINED -> {
                waiters.settle(wanted.id(), Outcome.of(Outcome.Kind.PENDING, ""));
                CompletableFuture<Outcome> joined = waiters.await(row.id(), row.key(), row.version());
                waiters.look(outbox, row.id(), row.key());
                yield new Acceptance(result, row.id(), joined);
            }
            case UNCHANGED -> ended(wanted, result, future, Outcome.of(Outcome.Kind.UNCHANGED, ""));
            case SUPERSEDED ->
                ended(wanted, result, future, Outcome.of(Outcome.Kind.SUPERSEDED, "a newer status is stored"));
        };
    }

    private Acceptance ended(Wanted wanted, PutResult result, CompletableFuture<Outcome> future, Outcome outcome) {
        Row row = Rows.as(result.row(), wanted);
        notices.accepted(row);
        settled(row, outcome);
        return new Acceptance(result, wanted.id(), future);
    }

    private void settled(Row row, Outcome outcome) {
        waiters.settle(row.id(), outcome);
        notices.settled(row, outcome, outbox.now());
    }

    /** Why an acceptance waits. */
    public Outcome pending(DeliveryKey key, String id) {
        Row row = outbox.look(List.of(key)).stream().findFirst().orElse(null);
        if (row == null || !row.id().equals(id)) {
            return Outcome.of(Outcome.Kind.PENDING, "");
        }
        String reason = row.reason().isEmpty() ? dispatcher.why(row.provider()) : row.reason();
        return Outcome.of(Outcome.Kind.PENDING, reason);
    }

    /** Makes a rejected or expired status wanted again; empty when there is none with this id. */
    public Optional<Acceptance> replay(String id) {
        // Waited for before it is put: a worker may be faster than this thread.
        CompletableFuture<Outcome> outcome = waiters.await(id, null, 0);
        Optional<Row> replayed = outbox.replay(id);
        if (replayed.isEmpty()) {
            waiters.settle(id, Outcome.of(Outcome.Kind.SUPERSEDED, ""));
            return Optional.empty();
        }
        Row row = replayed.get();
        dispatcher.wake();
        return Optional.of(new Acceptance(
                new PutResult(PutResult.Kind.ACCEPTED, row, false, null),
                id,
                waiters.await(id, row.key(), row.version(), outcome)));
    }

    /**
     * Stops. An outbox that does not survive the process is drained first, while time is left; what is in flight is waited
     * for, then interrupted; what still waits in memory is abandoned.
     */
    public synchronized void close(Duration atMost) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop(atMost);
        } catch (InterruptedException e) {
            workers.inFlight().interrupt();
            Thread.currentThread().interrupt();
        } finally {
            if (!outbox.durable()) {
                abandon();
            }
            waiters.settleAll(Outcome.of(Outcome.Kind.PENDING, "the router is closed"));
            sessions.close();
            workers.close();
            outbox.close();
        }
    }

    private void stop(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!outbox.durable()) {
            drain(deadline);
        }
        dispatcher.stop();
        if (!workers.inFlight().awaitNone(deadline)) {
            workers.inFlight().interrupt();
            workers.inFlight().awaitNone(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        }
    }

    private void drain(long deadline) throws InterruptedException {
        while (outbox.backlog().waiting() > 0 || workers.inFlight().count() > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            dispatcher.awaitProgress(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    private void abandon() {
        List<Row> left;
        do {
            left = outbox.sweep(Duration.ZERO, settings.retention());
            left.forEach(it -> settled(it, Outcome.of(Outcome.Kind.ABANDONED, it.reason())));
        } while (!left.isEmpty());
    }
}
