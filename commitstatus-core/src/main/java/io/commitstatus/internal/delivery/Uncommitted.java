package io.commitstatus.internal.delivery;

import io.commitstatus.policy.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The outcomes of statuses that were put in transactions of their callers', which nobody tells whether they commit; so the
 * wait for them has an end. Thread-safe.
 */
final class Uncommitted {
    private static final Duration WAIT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Promise> byId = new ConcurrentHashMap<>();

    private record Promise(CompletableFuture<Outcome> outcome, Instant since) {}

    Uncommitted(Clock clock) {
        this.clock = clock;
    }

    CompletableFuture<Outcome> register(String id) {
        Promise promise = new Promise(new CompletableFuture<>(), clock.instant());
        byId.put(id, promise);
        return promise.outcome();
    }

    /** Why a status waits; empty when it does not wait for a commit. */
    Optional<String> reason(String id) {
        return byId.containsKey(id) ? Optional.of("its transaction has not committed yet") : Optional.empty();
    }

    /** Ends the wait for the commit: it ends as the given one does. Nothing where nobody waits. */
    void committed(String id, CompletableFuture<Outcome> outcome) {
        Promise promise = byId.remove(id);
        if (promise != null) {
            var unused = outcome.thenAccept(promise.outcome()::complete);
        }
    }

    /** Ends the wait for what was most likely rolled back. */
    void giveUp() {
        Instant before = clock.instant().minus(WAIT);
        byId.forEach((id, promise) -> {
            if (promise.since().isBefore(before) && byId.remove(id, promise)) {
                promise.outcome()
                        .complete(Outcome.of(
                                Outcome.Kind.ABANDONED,
                                "this process has not seen its transaction commit within " + WAIT.toMinutes()
                                        + " minutes"));
            }
        });
    }

    /** Ends all waits. */
    void settleAll(Outcome outcome) {
        byId.forEach((id, promise) -> {
            byId.remove(id);
            promise.outcome().complete(outcome);
        });
    }
}
