package io.commitstatus.internal.delivery;

import io.commitstatus.DeliveryListener;
import io.commitstatus.DeliveryListener.Subject;
import io.commitstatus.Outcome;
import io.commitstatus.spi.Outbox.Row;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log. What a listener throws ends here. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger("io.commitstatus.delivery");

    private final DeliveryListener listener;

    Notices(DeliveryListener listener) {
        this.listener = listener;
    }

    void accepted(Row row) {
        guarded("accepted", () -> listener.accepted(new DeliveryListener.Accepted(subject(row))));
    }

    void attempted(Row row, Duration took, String result) {
        LOG.atDebug()
                .addKeyValue("id", row.id())
                .addKeyValue("provider", row.provider())
                .addKeyValue("key", row.key())
                .addKeyValue("took", took)
                .addKeyValue("result", result)
                .log("attempted");
        guarded("attempted", () -> listener.attempted(new DeliveryListener.Attempted(subject(row), took, result)));
    }

    void settled(Row row, Outcome outcome, Instant at) {
        if (!outcome.isGood()) {
            LOG.atWarn()
                    .addKeyValue("id", row.id())
                    .addKeyValue("provider", row.provider())
                    .addKeyValue("key", row.key())
                    .addKeyValue("outcome", outcome)
                    .log("not delivered");
        }
        guarded(
                "settled",
                () -> listener.settled(new DeliveryListener.Settled(subject(row), outcome, row.eventTime(), at)));
    }

    void held(Target target, Duration duration, String reason) {
        LOG.atDebug()
                .addKeyValue("provider", target.provider().name())
                .addKeyValue("origin", target.origin())
                .addKeyValue("duration", duration)
                .addKeyValue("reason", reason)
                .log("held");
        guarded(
                "held",
                () -> listener.held(
                        new DeliveryListener.Held(target.provider().name(), target.origin(), duration, reason)));
    }

    private void guarded(String method, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("listener", listener.getClass().getName())
                    .addKeyValue("method", method)
                    .setCause(e)
                    .log("a listener failed");
        }
    }

    private static Subject subject(Row row) {
        return new Subject(row.id(), row.provider(), row.key(), row.status());
    }
}
