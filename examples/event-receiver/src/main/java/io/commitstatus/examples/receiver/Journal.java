package io.commitstatus.examples.receiver;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.DeliveryListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the page tells of deliveries: the last that have ended, hosts that are left alone, counts. Thread-safe. */
final class Journal implements DeliveryListener {
    private static final int MAX_SETTLED = 1000;
    private static final int MAX_PROVIDERS = 10_000;

    private final DeliveryListener next;
    private final InstantSource clock;
    private final Recent<Settled> settled = new Recent<>(MAX_SETTLED);
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<NamespacedName, Counts> counts = new ConcurrentHashMap<>();

    /** An API that is left alone. */
    record Hold(String origin, Instant until, String reason) {}

    /** How a Provider's statuses have ended, since this process began. */
    record Counts(long good, long bad) {}

    /** Hands everything on to another listener, too. */
    Journal(DeliveryListener next, InstantSource clock) {
        this.next = next;
        this.clock = clock;
    }

    /** The newest first. */
    List<Settled> settled() {
        return settled.list();
    }

    /** Those that last. */
    List<Hold> holds() {
        holds.values().removeIf(it -> it.until().isBefore(clock.instant()));
        return List.copyOf(holds.values());
    }

    Optional<Counts> counts(NamespacedName provider) {
        return Optional.ofNullable(counts.get(provider));
    }

    @Override
    public void settled(Settled event) {
        settled.add(event);
        boolean good = event.outcome().isGood();
        NamespacedName provider = event.subject().provider();
        if (counts.size() < MAX_PROVIDERS || counts.containsKey(provider)) {
            counts.merge(
                    provider,
                    new Counts(good ? 1 : 0, good ? 0 : 1),
                    (a, b) -> new Counts(a.good() + b.good(), a.bad() + b.bad()));
        }
        next.settled(event);
    }

    @Override
    public void accepted(Accepted event) {
        next.accepted(event);
    }

    @Override
    public void attempted(Attempted event) {
        next.attempted(event);
    }

    @Override
    public void held(Held event) {
        if (holds.size() < MAX_PROVIDERS) {
            holds.put(event.origin(), new Hold(event.origin(), clock.instant().plus(event.duration()), event.reason()));
        }
        next.held(event);
    }
}
