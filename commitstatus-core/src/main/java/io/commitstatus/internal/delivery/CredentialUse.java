package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.limits.CredentialId;
import io.commitstatus.internal.targets.ActiveTargets;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.GoDuration;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Outbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which Provider uses which credential, as it was last seen; keeps pauses in a durable outbox, so that a restart and other
 * replicas keep them, and looks whether a refused credential was replaced. Thread-safe.
 */
final class CredentialUse {
    private final Outbox outbox;
    private final CredentialGate gate;
    private final Sessions sessions;
    private final ListenerNotifier notifier;
    private final Map<NamespacedName, CredentialId> byProvider = new ConcurrentHashMap<>();
    /** Pauses that other routers, or this one before it was started again, have stored: by digest. */
    private volatile Map<String, Duration> stored = Map.of();

    CredentialUse(Outbox outbox, CredentialGate gate, Sessions sessions, ListenerNotifier notifier) {
        this.outbox = outbox;
        this.gate = gate;
        this.sessions = sessions;
        this.notifier = notifier;
    }

    /** What a Provider was last seen to use; null when that is not known. */
    @Nullable
    CredentialId of(NamespacedName provider) {
        return byProvider.get(provider);
    }

    Collection<CredentialId> inUse() {
        return byProvider.values();
    }

    /** A Provider uses a credential from now on; what is stored of it counts at once. */
    void uses(DeliveryTarget target, CredentialId credential) {
        CredentialId before = byProvider.put(target.name(), credential);
        if (!credential.equals(before)) {
            applyStored(List.of(credential));
        }
    }

    void retain(Set<NamespacedName> providers) {
        byProvider.keySet().retainAll(providers);
        gate.retain(Set.copyOf(byProvider.values()));
    }

    /** Reads the pauses that are stored. */
    void refresh() {
        Map<String, Duration> found = outbox.holds();
        stored = found;
        if (!found.isEmpty()) {
            applyStored(Set.copyOf(byProvider.values()));
        }
    }

    private void applyStored(Collection<CredentialId> credentials) {
        Map<String, Duration> holds = stored;
        if (holds.isEmpty()) {
            return;
        }
        byte[] key = outbox.holdKey();
        for (CredentialId credential : credentials) {
            Duration left = holds.get(credential.digest(key));
            if (left != null) {
                gate.pause(credential, left);
            }
        }
    }

    /** The Git host asked for a pause. */
    void paused(DeliveryTarget target, CredentialId credential, Duration duration, String reason) {
        if (outbox.durable()) {
            // Where it cannot be stored this router pauses all the same; only others cannot know of it.
            Foreign.run("storing a pause", () -> outbox.hold(credential.digest(outbox.holdKey()), duration));
        }
        notifier.held(target, duration, reason);
    }

    /** The Git host refused the credential. Not stored: whether its own Secret is good, each router finds out. */
    void held(DeliveryTarget target, Duration duration, String reason) {
        notifier.held(target, duration, reason);
    }

    /** Looks whether refused Secrets were replaced, on a worker, since a resolver may be slow. */
    void recheckRefused(ActiveTargets targets, Executor workers, Runnable changed) {
        gate.retain(Set.copyOf(byProvider.values()));
        if (!gate.anyRefused()) {
            return;
        }
        byProvider.forEach((name, credential) -> {
            DeliveryTarget target = targets.get(name);
            if (target != null && gate.isRefused(credential)) {
                Foreign.run("the executor", () -> workers.execute(() -> recheck(target, changed)));
            }
        });
    }

    private void recheck(DeliveryTarget target, Runnable changed) {
        Foreign.run("looking at the Secret of Provider " + target.name(), () -> {
            CredentialId found = sessions.credential(target);
            if (!found.equals(byProvider.put(target.name(), found))) {
                changed.run();
            }
        });
    }

    /** Why a Provider's due rows are not sent now; empty when nothing keeps them back. */
    String why(DeliveryTarget target) {
        CredentialId credential = byProvider.get(target.name());
        Optional<CredentialGate.Wait> wait = credential == null ? Optional.empty() : gate.wait(credential);
        return wait.map(CredentialUse::words).orElse("");
    }

    private static String words(CredentialGate.Wait wait) {
        return wait.cause() == CredentialGate.Cause.PASSWORD_REFUSED
                ? wait.cause().words()
                : wait.cause().words() + "; next request in " + GoDuration.text(wholeSeconds(wait.duration()));
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(duration.plusMillis(999).toSeconds());
    }

    /** The Providers whose credential was refused. */
    Set<NamespacedName> refused() {
        Set<NamespacedName> names = new TreeSet<>();
        byProvider.forEach((name, credential) -> {
            if (gate.isRefused(credential)) {
                names.add(name);
            }
        });
        return names;
    }
}
