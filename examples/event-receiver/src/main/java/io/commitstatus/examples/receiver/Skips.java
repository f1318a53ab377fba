package io.commitstatus.examples.receiver;

import io.commitstatus.Receipt;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of events led to no status. All of it is counted, by reason; what should have led to one is refused as well, so that
 * Flux's emitter tries again, told in the log, and kept for the page.
 */
final class Skips {
    private static final Logger LOG = LoggerFactory.getLogger(Skips.class);
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);
    private static final int MAX = 100;
    private static final int MAX_ALERTS = 10_000;

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Recent<Lost> lost = new Recent<>(MAX);
    private final Map<NamespacedName, Instant> logged = new ConcurrentHashMap<>();

    /** An event that led nowhere for an Alert that it matches. */
    record Lost(Instant when, ObjectReference object, NamespacedName alert, String reason) {}

    Skips(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The newest first. */
    List<Lost> lost() {
        return lost.list();
    }

    /**
     * Counts, and keeps what should not have been skipped.
     *
     * @throws RefusedException when one of them should have led to a status
     */
    void look(Event event, List<Receipt.Skipped> skipped) throws RefusedException {
        String refused = "";
        for (Receipt.Skipped it : skipped) {
            registry.counter("commitstatus.skipped", "reason", it.code().toString())
                    .increment();
            if (it.code().mayPass() && it.alert().isPresent()) {
                NamespacedName alert = it.alert().get();
                refused = "Alert " + alert + ": " + it.reason();
                keep(new Lost(clock.instant(), event.involvedObject(), alert, it.reason()));
            }
        }
        if (!refused.isEmpty()) {
            throw new RefusedException(503, "try again: " + refused);
        }
    }

    private void keep(Lost it) {
        lost.add(it);
        Instant before = logged.get(it.alert());
        if (before == null || before.plus(LOG_EVERY).isBefore(it.when())) {
            if (logged.size() < MAX_ALERTS) {
                logged.put(it.alert(), it.when());
            }
            LOG.warn("{} leads nowhere for Alert {}: {}", it.object(), it.alert(), it.reason());
        }
    }
}
