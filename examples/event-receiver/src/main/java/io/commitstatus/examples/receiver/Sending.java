package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.model.Event;

/** Sends what events ask for. One of which a part leads nowhere is refused, so that its emitter tries again. */
final class Sending implements Events.Sink {
    private final CommitStatusRouter router;
    private final Skips skips;

    Sending(CommitStatusRouter router, Skips skips) {
        this.router = router;
        this.skips = skips;
    }

    /** What does lead somewhere is accepted all the same; once more of it changes nothing. */
    @Override
    public void take(Event event) throws RefusedException {
        skips.look(event, router.route(event).skipped());
    }
}
