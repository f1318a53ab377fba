package io.commitstatus.examples.receiver;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.DeliveryListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the page tells of deliveries: those that are tried, the last that have ended, hosts that are left alone, counts.
 * Thread-safe.
 */
final class Journal implements DeliveryListener {
    private static final int MAX_SETTLED = 1000;
    private static final int MAX_TRIED = 1000;
    private static final int MAX_PROVIDERS = 10_000;

    private final InstantSource clock;
    private final Recent<Settled> settled = new Recent<>(MAX_SETTLED);
    private final Map<DeliveryKey, Tried> tried = new ConcurrentHashMap<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<NamespacedName, Counts> counts = new ConcurrentHashMap<>();
    private final AtomicLong delivered = new AtomicLong();

    /** One that was tried by this process, and did not end by that. */
    record Tried(Subject subject, Instant when, String result) {}

    /** An API that is left alone. */
    record Hold(String origin, Instant until, String reason) {}

    /** How a Provider's statuses have ended, since this process began. */
    record Counts(long good, long bad, @Nullable Instant lastGood) {
        static final Counts NONE = new Counts(0, 0, null);

        boolean deliveredAfter(Instant time) {
            return lastGood != null && lastGood.isAfter(time);
        }

        Counts and(boolean isGood, Instant when) {
            return isGood ? new Counts(good + 1, bad, when) : new Counts(good, bad + 1, lastGood);
        }
    }

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    /** The newest first. */
    List<Settled> settled() {
        return settled.list();
    }

    /** Those that are tried again, the newest first; of very many not all. */
    List<Tried> tried() {
        return tried.values().stream()
                .sorted(Comparator.comparing(Tried::when).reversed())
                .toList();
    }

    /** Those that last. */
    List<Hold> holds() {
        holds.values().removeIf(it -> it.until().isBefore(clock.instant()));
        return List.copyOf(holds.values());
    }

    Counts counts(NamespacedName provider) {
        return counts.getOrDefault(provider, Counts.NONE);
    }

    long delivered() {
        return delivered.get();
    }

    @Override
    public void settled(Settled event) {
        settled.add(event);
        tried.remove(event.subject().key());
        boolean good = event.outcome().isGood();
        if (good) {
            delivered.incrementAndGet();
        }
        NamespacedName provider = event.subject().provider();
        if (counts.size() < MAX_PROVIDERS || counts.containsKey(provider)) {
            counts.compute(
                    provider,
                    (any, before) ->
                            Optional.ofNullable(before).orElse(Counts.NONE).and(good, event.settledAt()));
        }
    }

    @Override
    public void attempted(Attempted event) {
        DeliveryKey key = event.subject().key();
        if (tried.size() < MAX_TRIED || tried.containsKey(key)) {
            tried.put(key, new Tried(event.subject(), clock.instant(), event.detail()));
        }
    }

    @Override
    public void held(Held event) {
        if (holds.size() < MAX_PROVIDERS) {
            holds.put(event.origin(), new Hold(event.origin(), clock.instant().plus(event.duration()), event.reason()));
        }
    }
}
