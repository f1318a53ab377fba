package io.commitstatus.internal.delivery;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of the due rows may be claimed now. Counts what it admits, so that one round of claims stays within every limit; it
 * is made anew for each.
 */
final class Admission implements Predicate<Row> {
    private final Map<NamespacedName, Target> targets;
    private final InFlight inFlight;
    private final int maxPerHost;
    private final Function<NamespacedName, @Nullable Credential> credentials;
    private final Function<Target, Integer> roomOf;
    private final Map<String, Integer> planned = new HashMap<>();
    private final Map<Credential, Integer> room = new HashMap<>();
    private final Set<InFlight.Commit> commits = new HashSet<>();
    private final Map<Credential, Target> exhausted = new HashMap<>();

    /**
     * @param credentials what a Provider was last seen to use; null when that is not known
     * @param roomOf how many requests may begin with a Provider's credential
     */
    Admission(
            Map<NamespacedName, Target> targets,
            InFlight inFlight,
            int maxPerHost,
            Function<NamespacedName, @Nullable Credential> credentials,
            Function<Target, Integer> roomOf) {
        this.targets = targets;
        this.inFlight = inFlight;
        this.maxPerHost = maxPerHost;
        this.credentials = credentials;
        this.roomOf = roomOf;
    }

    @Override
    public boolean test(Row row) {
        Target target = targets.get(row.provider());
        DeliveryKey key = row.key();
        if (target == null || inFlight.has(key)) {
            return false;
        }
        String origin = target.origin();
        if (inFlight.at(origin) + planned.getOrDefault(origin, 0) >= maxPerHost) {
            return false;
        }
        InFlight.Commit commit = target.destination().oneAtATimePerCommit() ? InFlight.Commit.of(key) : null;
        if (commit != null && (inFlight.has(commit) || commits.contains(commit))) {
            return false;
        }
        Credential credential = credentials.apply(row.provider());
        if (credential != null) {
            int left = room.computeIfAbsent(credential, it -> roomOf.apply(target));
            if (left <= 0) {
                exhausted.put(credential, target);
                return false;
            }
            room.put(credential, left - 1);
        }
        planned.merge(origin, 1, Integer::sum);
        if (commit != null) {
            commits.add(commit);
        }
        return true;
    }

    /** Credentials that had no room for all that was due, each with one of its targets. */
    Map<Credential, Target> exhausted() {
        return exhausted;
    }
}
