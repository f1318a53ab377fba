package io.commitstatus;

import io.commitstatus.Receipt.Entry;
import io.commitstatus.Receipt.Sent;
import io.commitstatus.Receipt.Skipped;
import io.commitstatus.internal.delivery.Delivery;
import io.commitstatus.internal.delivery.Delivery.Replay;
import io.commitstatus.internal.delivery.Ticket;
import io.commitstatus.internal.routing.Decision;
import io.commitstatus.internal.routing.ObjectsByKey;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.SkipReason;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.policy.DeliveryListener;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts into the outbox what is to be sent, and writes the receipts. Thread-safe. */
final class Submitter {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStatusRouter.class);

    private static final long PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Delivery delivery;
    private final ObjectsByKey objects = new ObjectsByKey();

    Submitter(Delivery delivery) {
        this.delivery = delivery;
    }

    /**
     * All that an event comes to, or nothing.
     *
     * @param connection in whose transaction; null for one of the outbox's own
     */
    Receipt accept(List<Decision> decisions, Event event, @Nullable Connection connection) {
        Map<DeliveryKey, Ticket> tickets = put(decisions, event.timestamp().orElse(null), connection);
        List<Entry> entries = new ArrayList<>();
        for (Decision decision : decisions) {
            List<String> notes = new ArrayList<>();
            if (decision instanceof Decision.Send it) {
                objects.meet(it.key(), event.involvedObject()).ifPresent(notes::add);
            }
            entries.add(entry(decision, notes, tickets));
        }
        return receipt(entries, event.involvedObject());
    }

    /** All of a submission, or nothing. */
    Receipt accept(List<Decision> decisions, Submission submission) {
        Set<DeliveryKey> keys = new HashSet<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send it && !keys.add(it.key())) {
                throw new IllegalArgumentException(
                        "two statuses of one submission are for " + it.key() + "; give only the newer of them");
            }
        }
        Map<DeliveryKey, Ticket> tickets = put(decisions, submission.happened().orElse(null), submission.connection());
        return receipt(
                decisions.stream().map(it -> entry(it, List.of(), tickets)).toList(), null);
    }

    /** The receipt of what was in the outbox already and is tried again. */
    Receipt again(Replay replay) {
        Row row = replay.row();
        return receipt(List.of(sent(null, row.provider(), row.key(), row.status(), List.of(), replay.ticket())), null);
    }

    /** The receipt of an event that no Alert matches. */
    Receipt unmatched(Event event, String reason) {
        return receipt(List.of(new Skipped(null, null, SkipReason.NO_ALERT, reason)), event.involvedObject());
    }

    /** What is skipped is told when all the rest is in the outbox: a caller who tries again tells it only once. */
    private Receipt receipt(List<Entry> entries, @Nullable ObjectReference object) {
        Receipt receipt = new Receipt(entries, delivery::pending);
        receipt.skipped()
                .forEach(it -> delivery.skipped(new DeliveryListener.Skipped(
                        Optional.ofNullable(object), it.alert(), it.provider(), it.code(), it.reason())));
        return receipt;
    }

    /** Unique, also among processes, without asking the system for random bytes each time. */
    private static String id() {
        return new UUID(PROCESS, NUMBERS.incrementAndGet()).toString();
    }

    private Map<DeliveryKey, Ticket> put(
            List<Decision> decisions, @Nullable Instant happened, @Nullable Connection connection) {
        Map<DeliveryKey, Wanted> wanted = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Send it) {
                wanted.computeIfAbsent(it.key(), key -> {
                    Wanted fresh = Wanted.of(id(), key, it.provider(), it.status());
                    return happened == null ? fresh : fresh.at(happened);
                });
            }
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        List<Wanted> all = List.copyOf(wanted.values());
        List<Ticket> tickets = connection == null ? delivery.accept(all) : delivery.accept(all, connection);
        Map<DeliveryKey, Ticket> accepted = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            accepted.put(all.get(i).key(), tickets.get(i));
        }
        return accepted;
    }

    /** @param more notes beyond the decision's own */
    private static Entry entry(Decision decision, List<String> more, Map<DeliveryKey, Ticket> tickets) {
        if (decision instanceof Decision.Skip it) {
            return new Skipped(it.alert(), it.provider(), it.code(), it.reason());
        }
        Decision.Send it = (Decision.Send) decision;
        List<String> notes = new ArrayList<>(it.notes());
        notes.addAll(more);
        return sent(it.alert(), it.provider(), it.key(), it.status(), notes, tickets.get(it.key()));
    }

    private static Sent sent(
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
        return new Sent(alert, provider, ticket.id(), key, status, all, ticket.outcome());
    }
}
