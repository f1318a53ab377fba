package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Explanation;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends nothing, and tells what would be sent: one line for each status, made to be compared with what another sender did. */
final class Shadow implements Events.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final CommitStatusRouter router;
    private final Skips skips;
    private final Recent<Would> would;
    private final InstantSource clock;

    /** A status that would have been sent. */
    record Would(Instant when, NamespacedName provider, DeliveryKey key, CommitStatus status, String notes) {}

    Shadow(CommitStatusRouter router, Skips skips, Recent<Would> would, InstantSource clock) {
        this.router = router;
        this.skips = skips;
        this.would = would;
        this.clock = clock;
    }

    @Override
    public void take(Event event) throws RefusedException {
        List<Explanation> explained = router.explain(event);
        explained.forEach(this::tell);
        skips.look(
                event, explained.stream().flatMap(it -> it.skipped().stream()).toList());
    }

    private void tell(Explanation it) {
        if (it.provider().isEmpty() || it.key().isEmpty() || it.status().isEmpty()) {
            return; // skipped
        }
        DeliveryKey key = it.key().get();
        CommitStatus status = it.status().get();
        would.add(new Would(clock.instant(), it.provider().get(), key, status, String.join("; ", it.notes())));
        LOG.info(
                "would send {} {} {} {} {} \"{}\"",
                key.type(),
                key.repository(),
                status.commit(),
                status.key(),
                status.state(),
                status.description());
    }
}
