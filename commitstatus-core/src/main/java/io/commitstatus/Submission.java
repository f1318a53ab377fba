package io.commitstatus;

import io.commitstatus.Receipt.Entry;
import io.commitstatus.Receipt.Tracked;
import io.commitstatus.internal.delivery.Delivery;
import io.commitstatus.internal.delivery.Delivery.Replay;
import io.commitstatus.internal.delivery.Ticket;
import io.commitstatus.internal.routing.Decision;
import io.commitstatus.internal.routing.ObjectsByKey;
import io.commitstatus.internal.routing.Placement;
import io.commitstatus.internal.routing.ProviderRoute;
import io.commitstatus.internal.routing.SkippedException;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.SkipReason;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.policy.Outcome;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts into the outbox what is to be sent, and writes the receipts. Thread-safe. */
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStatusRouter.class);

    private static final long PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Delivery delivery;
    private final ObjectsByKey objects = new ObjectsByKey();

    Submission(Delivery delivery) {
        this.delivery = delivery;
    }

    /**
     * All that an event comes to, or nothing.
     *
     * @param connection in whose transaction; null for one of the outbox's own
     */
    Receipt accept(List<Decision> decisions, Event event, @Nullable Connection connection) {
        Instant happened = event.timestamp().orElse(null);
        Map<DeliveryKey, Wanted> wanted = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send it) {
                wanted.computeIfAbsent(it.key(), key -> wanted(key, it.provider(), it.status(), happened));
            }
        }
        Map<DeliveryKey, Ticket> tickets = put(List.copyOf(wanted.values()), connection);
        List<Tracked> tracked = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send it) {
                Ticket ticket = tickets.get(it.key());
                List<String> notes = new ArrayList<>(it.notes());
                objects.meet(it.key(), event.involvedObject()).ifPresent(notes::add);
                tracked.add(tracked(it.alert(), it.provider(), it.key(), it.status(), notes, ticket));
            } else {
                Decision.Skip skipped = (Decision.Skip) decision;
                tracked.add(new Tracked(
                        Entry.skipped(skipped.alert(), skipped.provider(), skipped.code(), skipped.reason()), null));
            }
        }
        return new Receipt(tracked, this::pending);
    }

    /** One status for a Provider, within the Git host's limits. */
    Receipt accept(
            ProviderRoute route, CommitStatus status, @Nullable Instant happened, @Nullable Connection connection) {
        NamespacedName name = route.provider().name();
        Placement placed;
        try {
            placed = Placement.of(status, route.target());
        } catch (SkippedException e) {
            return skipped(name, e.code(), e.reason());
        }
        DeliveryKey key = placed.key();
        Ticket ticket = put(List.of(wanted(key, name, placed.status(), happened)), connection)
                .get(key);
        return new Receipt(List.of(tracked(null, name, key, placed.status(), placed.notes(), ticket)), this::pending);
    }

    /** The receipt of what was in the outbox already and is tried again. */
    Receipt again(Replay replay) {
        Row row = replay.row();
        return new Receipt(
                List.of(tracked(null, row.provider(), row.key(), row.status(), List.of(), replay.ticket())),
                this::pending);
    }

    /** The receipt of what is not sent. */
    Receipt skipped(@Nullable NamespacedName provider, SkipReason code, String reason) {
        return new Receipt(List.of(new Tracked(Entry.skipped(null, provider, code, reason), null)), this::pending);
    }

    private static Wanted wanted(
            DeliveryKey key, NamespacedName provider, CommitStatus status, @Nullable Instant happened) {
        Wanted wanted = Wanted.of(id(), key, provider, status);
        return happened == null ? wanted : wanted.at(happened);
    }

    /** Unique, also among processes, without asking the system for random bytes each time. */
    private static String id() {
        return new UUID(PROCESS, NUMBERS.incrementAndGet()).toString();
    }

    private Map<DeliveryKey, Ticket> put(List<Wanted> wanted, @Nullable Connection connection) {
        Map<DeliveryKey, Ticket> accepted = new LinkedHashMap<>();
        if (!wanted.isEmpty()) {
            List<Ticket> tickets = connection == null ? delivery.accept(wanted) : delivery.accept(wanted, connection);
            for (int i = 0; i < wanted.size(); i++) {
                accepted.put(wanted.get(i).key(), tickets.get(i));
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
            @Nullable Ticket ticket) {
        if (ticket == null) {
            throw new IllegalStateException("bug: no ticket for " + key);
        }
        List<String> all = new ArrayList<>(notes);
        if (ticket.clamped()) {
            all.add("the event's time is too far ahead of the clock, which was used instead");
            LOG.atWarn().addKeyValue("id", ticket.id()).addKeyValue("key", key).log("an event's time is too far ahead");
        }
        return new Tracked(Entry.accepted(alert, provider, ticket.id(), key, status, all), ticket.outcome());
    }

    private Outcome pending(Entry entry) {
        return delivery.pending(entry.provider().orElseThrow(), entry.id().orElse(""));
    }
}
