package io.commitstatus.conformance.delivery;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What every register must show in the end: the rule of the newest, written down once more, in the simplest way. */
final class DeliveryModel {
    private final Map<DeliveryKey, Expected> newest = new HashMap<>();
    private final Map<String, Expected> all = new HashMap<>();
    private int number;
    private int duplicates;

    private record Expected(CommitStatus status, Instant time, int number) {

        boolean newerThan(Expected other) {
            int order = time.compareTo(other.time);
            if (order != 0) {
                return order > 0;
            }
            return status.state().isTerminal() || !other.status.state().isTerminal();
        }
    }

    int next() {
        return ++number;
    }

    List<DeliveryKey> keys() {
        return List.copyOf(newest.keySet());
    }

    int accepted() {
        return all.size();
    }

    int duplicates() {
        return duplicates;
    }

    void accepted(DeliveryKey key, CommitStatus status, Instant time, int numbered) {
        Expected expected = new Expected(status, time, numbered);
        all.put(status.description(), expected);
        newest.merge(key, expected, (old, fresh) -> fresh.newerThan(old) ? fresh : old);
    }

    /** @param late descriptions of what the host applied when it pleased, which says nothing of the order of requests */
    void check(StandIn standIn, Set<String> late) {
        newest.forEach((key, expected) -> {
            Optional<ShownStatus> shown = standIn.shown(key.repository(), key.commit(), key.key());
            String description = shown.map(ShownStatus::description).orElse("nothing");
            if (!description.equals(expected.status().description())) {
                throw new AssertionError(
                        key + " shows \"" + description + "\", " + all.get(description) + ", instead of " + expected);
            }
            List<Expected> sent = standIn.statuses(key.repository(), key.commit()).stream()
                    .filter(it -> it.key().equals(shown.orElseThrow().key()) && !late.contains(it.description()))
                    .map(it -> Objects.requireNonNull(all.get(it.description())))
                    .toList();
            for (int newer = 0; newer + 1 < sent.size(); newer++) {
                Expected after = sent.get(newer);
                Expected before = sent.get(newer + 1);
                if (after.equals(before)) {
                    duplicates++;
                } else if (!after.newerThan(before)) {
                    throw new AssertionError(key + ": " + after + " was sent after " + before);
                }
            }
        });
    }
}
