package io.commitstatus.internal.delivery;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The outcomes of accepted statuses that have not ended yet, by acceptance id. Thread-safe. */
final class PendingOutcomes {
    /** How many rows are asked for at once. */
    private static final int BATCH = 500;

    private final Map<String, Pending> byId = new ConcurrentHashMap<>();
    /** Where the next refresh goes on. */
    private Iterator<Map.Entry<String, Pending>> turn = byId.entrySet().iterator();

    /** Its row is null until the outbox has it; the reason why it waits is empty until an attempt has failed. */
    private record Pending(
            CompletableFuture<Outcome> future, @Nullable Ref row, String reason) {}

    private record Ref(DeliveryKey key, long version) {}

    /** The outcome of a status that is about to be put, or of one that others wait for already. */
    CompletableFuture<Outcome> register(String id) {
        Pending fresh = new Pending(new CompletableFuture<>(), null, "");
        Pending known = byId.putIfAbsent(id, fresh);
        return known == null ? fresh.future() : known.future();
    }

    /** Notes which row it became, so that it is found when another process ends it; nothing when it has ended already. */
    void stored(String id, Row row) {
        byId.computeIfPresent(
                id, (it, old) -> new Pending(old.future(), new Ref(row.key(), row.version()), row.reason()));
    }

    /** Notes why it waits still. */
    void waits(String id, String reason) {
        byId.computeIfPresent(id, (it, old) -> new Pending(old.future(), old.row(), reason));
    }

    /** Why it waits; empty when that is not known. */
    String reason(String id) {
        Pending pending = byId.get(id);
        return pending == null ? "" : pending.reason();
    }

    /** Waits no longer for a status that was not accepted, or that joined another. */
    void forget(String id) {
        byId.remove(id);
    }

    /** Ends the wait for a status. */
    void settle(String id, Outcome outcome) {
        Pending pending = byId.remove(id);
        if (pending != null) {
            pending.future().complete(outcome);
        }
    }

    /** Ends everything that is still waited for. */
    void settleAll(Outcome outcome) {
        List.copyOf(byId.keySet()).forEach(id -> settle(id, outcome));
    }

    /** Ends the wait for a status whose row has ended meanwhile, or has moved on. */
    void refresh(Outbox outbox, String id, DeliveryKey key, long version) {
        outbox.find(List.of(key)).forEach(row -> {
            Outcome outcome = Outcomes.of(row, version);
            if (outcome != null) {
                settle(id, outcome);
            }
        });
    }

    /** Looks whether another process has ended what is waited for: some at a time, all in turn. */
    void refresh(Outbox outbox) {
        Map<String, Ref> asked = new HashMap<>();
        List<DeliveryKey> keys = new ArrayList<>();
        if (!turn.hasNext()) {
            turn = byId.entrySet().iterator();
        }
        while (turn.hasNext() && keys.size() < BATCH) {
            Map.Entry<String, Pending> next = turn.next();
            Ref ref = next.getValue().row();
            if (ref != null) {
                asked.put(next.getKey(), ref);
                keys.add(ref.key());
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        Map<DeliveryKey, Row> rows = new HashMap<>();
        outbox.find(keys.stream().distinct().toList()).forEach(row -> rows.put(row.key(), row));
        asked.forEach((id, ref) -> {
            Row row = rows.get(ref.key());
            Outcome outcome = row == null ? null : Outcomes.of(row, ref.version());
            if (outcome != null) {
                settle(id, outcome);
            }
        });
    }
}
