package io.commitstatus.internal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that must not be used for a while: because the vendor asked to be left alone, or because it refused them. After
 * a refusal, one attempt at a time probes whether they are good again. Thread-safe.
 */
final class Holds {
    private final Map<Credential, Instant> limited = new HashMap<>();
    private final Map<Credential, Refusal> refused = new HashMap<>();
    private final Clock clock;

    Holds(Clock clock) {
        this.clock = clock;
    }

    private static final class Refusal {
        int failures;
        Instant until = Instant.MIN;
        boolean probing;
    }

    /** The vendor asked to be left alone for so long. */
    synchronized void limit(Credential credential, Duration duration) {
        Instant now = clock.instant();
        limited.values().removeIf(until -> !until.isAfter(now));
        limited.merge(credential, now.plus(duration), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The vendor refused the credential. Tells how long it is held, by the number of refusals in a row. */
    synchronized Duration refuse(Credential credential, IntFunction<Duration> backoff) {
        Refusal refusal = refused.computeIfAbsent(credential, it -> new Refusal());
        Instant now = clock.instant();
        if (refusal.until.isAfter(now)) {
            // Another attempt that was under way has met the same refusal: that is one, not two.
            return Duration.between(now, refusal.until);
        }
        Duration wait = backoff.apply(++refusal.failures);
        refusal.until = now.plus(wait);
        refusal.probing = false;
        return wait;
    }

    /** The vendor took the credential. */
    synchronized void accept(Credential credential) {
        refused.remove(credential);
    }

    /** A probe ended without telling. */
    synchronized void leave(Credential credential) {
        Refusal refusal = refused.get(credential);
        if (refusal != null) {
            refusal.probing = false;
        }
    }

    /** Asks to use a credential: how long to wait first; empty to go ahead, until {@link #leave}. */
    synchronized Optional<Duration> enter(Credential credential) {
        Duration left = left(credential);
        if (!left.isZero()) {
            return Optional.of(left);
        }
        Refusal refusal = refused.get(credential);
        if (refusal == null) {
            return Optional.empty();
        }
        if (refusal.probing) {
            return Optional.of(Duration.ofSeconds(1));
        }
        refusal.probing = true;
        return Optional.empty();
    }

    /** How many attempts may begin now with a credential. */
    synchronized int room(@Nullable Credential credential) {
        if (credential == null) {
            return Integer.MAX_VALUE;
        }
        if (!left(credential).isZero()) {
            return 0;
        }
        Refusal refusal = refused.get(credential);
        return refusal == null ? Integer.MAX_VALUE : refusal.probing ? 0 : 1;
    }

    /** How long a credential is held still; zero when it is not. */
    synchronized Duration left(Credential credential) {
        Instant now = clock.instant();
        Instant until = limited.getOrDefault(credential, Instant.MIN);
        Refusal refusal = refused.get(credential);
        if (refusal != null && refusal.until.isAfter(until)) {
            until = refusal.until;
        }
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Whether nothing is held. */
    synchronized boolean isEmpty() {
        return limited.isEmpty() && refused.isEmpty();
    }

    /** How long until the first hold ends; empty when nothing is held. */
    synchronized Optional<Duration> soonest() {
        Instant now = clock.instant();
        return Stream.concat(
                        limited.values().stream(), refused.values().stream().map(it -> it.until))
                .filter(it -> it.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(it -> Duration.between(now, it));
    }

    /** Whether any credential was refused and is not known to be good again. */
    synchronized boolean anyRefused() {
        return !refused.isEmpty();
    }

    /** Whether a credential is held because it was refused. */
    synchronized boolean isRefused(Credential credential) {
        return refused.containsKey(credential);
    }

    /** Forgets refusals of credentials that no Provider uses any more. */
    synchronized void retain(Collection<Credential> inUse) {
        refused.keySet().retainAll(inUse);
    }
}
