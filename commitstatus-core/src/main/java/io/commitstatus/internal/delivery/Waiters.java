package io.commitstatus.internal.delivery;

import io.commitstatus.Outcome;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Row;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the outcome of an acceptance. Only they hold it: an outcome that nobody waits for any more is forgotten.
 * Thread-safe.
 */
final class Waiters {
    /** How many rows are asked for at once. */
    private static final int BATCH = 500;

    private final Map<String, Waiter> byId = new ConcurrentHashMap<>();

    private record Waiter(
            WeakReference<CompletableFuture<Outcome>> future,
            @Nullable DeliveryKey key,
            long version) {}

    /** The outcome of an acceptance, perhaps one that others wait for already. */
    CompletableFuture<Outcome> await(String id, @Nullable DeliveryKey key, long version) {
        CompletableFuture<Outcome> fresh = new CompletableFuture<>();
        List<CompletableFuture<Outcome>> chosen = new ArrayList<>(1);
        byId.compute(id, (it, old) -> {
            CompletableFuture<Outcome> known = old == null ? null : old.future().get();
            CompletableFuture<Outcome> future = known == null ? fresh : known;
            chosen.add(future);
            return new Waiter(new WeakReference<>(future), key, version);
        });
        return chosen.get(0);
    }

    /** The same for an outcome that is waited for already, once its row is known. */
    CompletableFuture<Outcome> await(String id, DeliveryKey key, long version, CompletableFuture<Outcome> future) {
        Waiter waiter = new Waiter(new WeakReference<>(future), key, version);
        byId.computeIfPresent(id, (it, old) -> waiter);
        return future;
    }

    /** Ends the wait for an acceptance that was joined when it had ended meanwhile. */
    void look(Outbox outbox, String id, DeliveryKey key) {
        outbox.look(List.of(key)).forEach(row -> {
            Outcome outcome = row.id().equals(id) ? outcome(row) : Outcome.of(Outcome.Kind.SUPERSEDED, "");
            if (outcome != null) {
                settle(id, outcome);
            }
        });
    }

    void settle(String id, Outcome outcome) {
        Waiter waiter = byId.remove(id);
        CompletableFuture<Outcome> future =
                waiter == null ? null : waiter.future().get();
        if (future != null) {
            future.complete(outcome);
        }
    }

    /** Ends everything that is still waited for. */
    void settleAll(Outcome outcome) {
        List.copyOf(byId.keySet()).forEach(id -> settle(id, outcome));
    }

    /** Looks whether another process, or a worker that was faster, has ended what is waited for. */
    void look(Outbox outbox) {
        byId.values().removeIf(it -> it.future().get() == null);
        List<Map.Entry<String, Waiter>> waiting = byId.entrySet().stream()
                .filter(it -> it.getValue().key() != null)
                .toList();
        for (int i = 0; i < waiting.size(); i += BATCH) {
            look(outbox, waiting.subList(i, Math.min(waiting.size(), i + BATCH)));
        }
    }

    private void look(Outbox outbox, List<Map.Entry<String, Waiter>> waiting) {
        Map<DeliveryKey, Row> rows = new ConcurrentHashMap<>();
        outbox.look(waiting.stream()
                        .map(it -> Objects.requireNonNull(it.getValue().key()))
                        .distinct()
                        .toList())
                .forEach(row -> rows.put(row.key(), row));
        waiting.forEach(it -> {
            Row row = rows.get(Objects.requireNonNull(it.getValue().key()));
            Outcome outcome = row == null ? null : outcome(row, it.getValue().version());
            if (outcome != null) {
                settle(it.getKey(), outcome);
            }
        });
    }

    /** What a row tells of one of its versions; null while that is not settled. */
    static @Nullable Outcome outcome(Row row, long version) {
        if (row.version() > version) {
            return Outcome.of(Outcome.Kind.SUPERSEDED, "");
        }
        return outcome(row);
    }

    /** How a row ended; null while it waits. */
    static @Nullable Outcome outcome(Row row) {
        return switch (row.state()) {
            case WAITING -> null;
            case DELIVERED -> Outcome.of(Outcome.Kind.DELIVERED, "");
            case UNCHANGED -> Outcome.of(Outcome.Kind.UNCHANGED, "");
            case REJECTED -> Outcome.rejected(Objects.requireNonNull(row.rejection()), row.reason());
            case EXPIRED -> Outcome.of(Outcome.Kind.EXPIRED, row.reason());
        };
    }
}
