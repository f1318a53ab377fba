package io.commitstatus.internal.limits;

import io.commitstatus.internal.targets.ActiveTargets;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of the due rows may be claimed now. Counts what it admits, so that one round of claims stays within every limit; a new
 * one is made for each. It runs under the store's lock, on plain values alone.
 */
public final class ClaimFilter {
    private final ActiveTargets targets;
    private final Slots slots;
    private final CredentialGate gate;
    private final Function<NamespacedName, @Nullable CredentialId> credentials;
    private final int max;
    private final Map<String, Integer> planned = new HashMap<>(2);
    private final Map<CredentialId, Integer> permits = new HashMap<>(2);
    private final Set<String> commits = new HashSet<>();
    private final Set<CredentialId> exhausted = new HashSet<>();

    /**
     * Returns a filter for one round.
     *
     * @param credentials what a Provider was last seen to use; null when that is not known
     * @param max how many rows the round may claim
     */
    public ClaimFilter(
            ActiveTargets targets,
            Slots slots,
            CredentialGate gate,
            Function<NamespacedName, @Nullable CredentialId> credentials,
            int max) {
        this.targets = targets;
        this.slots = slots;
        this.gate = gate;
        this.credentials = credentials;
        this.max = max;
    }

    /** {@return whether any row of the Provider may be claimed} */
    public boolean isOpen(NamespacedName provider) {
        DeliveryTarget target = targets.get(provider);
        if (target == null || slots.free(target.origin(), planned) <= 0) {
            return false;
        }
        CredentialId credential = credentials.apply(provider);
        if (credential == null || permits(credential) > 0) {
            return true;
        }
        exhausted.add(credential);
        return false;
    }

    /** {@return whether a row of an open Provider may be claimed; a true counts} */
    public boolean admits(Row row) {
        DeliveryTarget target = Objects.requireNonNull(targets.get(row.provider()));
        if (slots.isTaken(row.key()) || (target.oneAtATimePerCommit() && !isAlone(row))) {
            return false;
        }
        planned.merge(target.origin(), 1, Integer::sum);
        CredentialId credential = credentials.apply(row.provider());
        if (credential != null) {
            permits.put(credential, permits(credential) - 1);
        }
        return true;
    }

    private boolean isAlone(Row row) {
        String commit =
                row.key().api() + " " + row.key().repository() + " " + row.key().commit();
        return !slots.isCommitTaken(row.key()) && commits.add(commit);
    }

    private int permits(CredentialId credential) {
        return permits.computeIfAbsent(credential, it -> gate.permits(it, max));
    }

    /** {@return credentials that could not be used for all that was due} */
    public Set<CredentialId> exhausted() {
        return exhausted;
    }
}
