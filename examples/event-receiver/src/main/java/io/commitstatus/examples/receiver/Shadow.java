package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Explanation;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends nothing, and tells what would be sent: one line for each status, made to be compared with what another sender did. */
final class Shadow implements Events.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

    private final CommitStatusRouter router;
    private final Skips skips;
    private final Recent<Explanation> would;

    Shadow(CommitStatusRouter router, Skips skips, Recent<Explanation> would) {
        this.router = router;
        this.skips = skips;
        this.would = would;
    }

    @Override
    public void take(Event event) throws RefusedException {
        List<Explanation> explained = router.explain(event);
        for (Explanation it : explained) {
            it.entry().status().ifPresent(status -> tell(it, status));
        }
        skips.look(event, explained.stream().map(Explanation::entry).toList());
    }

    private void tell(Explanation it, CommitStatus status) {
        would.add(it);
        LOG.info(
                "would send {} {} {} {} \"{}\"",
                it.entry().key().map(key -> key.type() + " " + key.repository()).orElse(""),
                status.commit(),
                status.key(),
                status.state(),
                status.description());
    }
}
