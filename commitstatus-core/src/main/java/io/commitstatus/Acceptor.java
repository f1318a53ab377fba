package io.commitstatus;

import io.commitstatus.Receipt.Entry;
import io.commitstatus.Receipt.Tracked;
import io.commitstatus.internal.delivery.Delivery;
import io.commitstatus.internal.delivery.Delivery.Acceptance;
import io.commitstatus.internal.routing.Plan;
import io.commitstatus.internal.routing.RoutingTable;
import io.commitstatus.internal.routing.StatusFitter;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts into the outbox what is to be sent, and writes the receipts. Thread-safe. */
final class Acceptor {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStatusRouter.class);

    private final Delivery delivery;

    Acceptor(Delivery delivery) {
        this.delivery = delivery;
    }

    /** All that an event comes to, or nothing. */
    Receipt accept(List<Plan> plans, @Nullable Instant happened) {
        Map<DeliveryKey, Wanted> wanted = new LinkedHashMap<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Accepted it) {
                wanted.computeIfAbsent(it.key(), key -> wanted(key, it.provider(), it.status(), happened));
            }
        }
        Map<DeliveryKey, Acceptance> acceptances = put(List.copyOf(wanted.values()));
        List<Tracked> tracked = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan instanceof Plan.Accepted it) {
                Acceptance acceptance = acceptances.get(it.key());
                tracked.add(tracked(it.alert(), it.provider(), it.key(), it.status(), it.notes(), acceptance));
            } else {
                Plan.Skipped skipped = (Plan.Skipped) plan;
                tracked.add(new Tracked(Entry.skipped(skipped.alert(), skipped.provider(), skipped.reason()), null));
            }
        }
        return new Receipt(tracked, this::pending);
    }

    /** One status for a Provider, within the vendor's limits. */
    Receipt accept(RoutingTable.Target target, CommitStatus status, @Nullable Instant happened) {
        NamespacedName name = target.provider().name();
        if (target.provider().suspended()) {
            return skipped(name, "the Provider " + name + " is suspended");
        }
        if (target.destination() == null) {
            return skipped(name, "the Provider " + name + " cannot be used: " + target.blockedReason());
        }
        StatusFitter.Fitted fitted = StatusFitter.fit(status, target.destination());
        if (fitted instanceof StatusFitter.Refused refused) {
            return skipped(name, refused.reason());
        }
        StatusFitter.Fits fits = (StatusFitter.Fits) fitted;
        DeliveryKey key = DeliveryKey.of(target.type(), target.destination(), fits.status());
        Acceptance acceptance =
                put(List.of(wanted(key, name, fits.status(), happened))).get(key);
        return new Receipt(List.of(tracked(null, name, key, fits.status(), fits.notes(), acceptance)), this::pending);
    }

    /** The receipt of what was in the outbox already and is tried again. */
    Receipt again(Acceptance acceptance) {
        Outbox.Row row = acceptance.result().row();
        return new Receipt(
                List.of(tracked(null, row.provider(), row.key(), row.status(), List.of(), acceptance)), this::pending);
    }

    /** The receipt of what is not sent. */
    Receipt skipped(@Nullable NamespacedName provider, String reason) {
        return new Receipt(List.of(new Tracked(Entry.skipped(null, provider, reason), null)), this::pending);
    }

    private static Wanted wanted(
            DeliveryKey key, NamespacedName provider, CommitStatus status, @Nullable Instant happened) {
        return new Wanted(UUID.randomUUID().toString(), key, provider, status, happened);
    }

    private Map<DeliveryKey, Acceptance> put(List<Wanted> wanted) {
        Map<DeliveryKey, Acceptance> accepted = new LinkedHashMap<>();
        if (!wanted.isEmpty()) {
            List<Acceptance> acceptances = delivery.accept(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                accepted.put(wanted.get(i).key(), acceptances.get(i));
            }
        }
        return accepted;
    }

    private static Tracked tracked(
            @Nullable NamespacedName alert,
            NamespacedName provider,
            DeliveryKey key,
            CommitStatus status,
            List<String> notes,
            @Nullable Acceptance acceptance) {
        if (acceptance == null) {
            throw new IllegalStateException("nothing became of " + key);
        }
        List<String> all = new ArrayList<>(notes);
        if (acceptance.result().clamped()) {
            all.add("the event's time is too far ahead of the clock, which was used instead");
            LOG.atWarn()
                    .addKeyValue("id", acceptance.id())
                    .addKeyValue("key", key)
                    .log("an event's time is too far ahead");
        }
        return new Tracked(Entry.accepted(alert, provider, acceptance.id(), key, status, all), acceptance.outcome());
    }

    private Outcome pending(Entry entry) {
        return delivery.pending(entry.key().orElseThrow(), entry.id().orElse(""));
    }
}
