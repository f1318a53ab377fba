package io.commitstatus.internal.delivery;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.OutboxSize;
import java.util.Optional;
import java.util.Set;

/**
 * How delivery is.
 *
 * @param alive whether its threads are
 * @param trouble what keeps the outbox from being worked on; empty when nothing does
 * @param size how much was waiting a few seconds ago; empty in the first seconds
 * @param hanging the origins that did not answer when they were last asked
 * @param refused the Providers whose credentials were refused
 * @param inFlight how many requests are under way
 */
public record HealthReport(
        boolean alive,
        Optional<String> trouble,
        Optional<OutboxSize> size,
        Set<String> hanging,
        Set<NamespacedName> refused,
        int inFlight) {}
