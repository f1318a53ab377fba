package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.DeliveryListener.Subject;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener. What either throws ends here. */
final class ListenerNotifier {
    private static final Logger LOG = LoggerFactory.getLogger("io.commitstatus.delivery");

    private final DeliveryListener listener;

    ListenerNotifier(DeliveryListener listener) {
        this.listener = listener;
    }

    void accepted(Row row) {
        tell("accepted", () -> listener.accepted(new DeliveryListener.Accepted(subject(row))));
    }

    void attempted(Row row, Duration took, String result) {
        log(() -> LOG.atDebug()
                .addKeyValue("id", row.id())
                .addKeyValue("provider", row.provider())
                .addKeyValue("key", row.key())
                .addKeyValue("took", took)
                .addKeyValue("result", result)
                .log("attempted"));
        tell("attempted", () -> listener.attempted(new DeliveryListener.Attempted(subject(row), took, result)));
    }

    void settled(Row row, Outcome outcome, Instant at) {
        if (!outcome.isGood()) {
            log(() -> LOG.atWarn()
                    .addKeyValue("id", row.id())
                    .addKeyValue("provider", row.provider())
                    .addKeyValue("key", row.key())
                    .addKeyValue("outcome", outcome)
                    .log("not delivered"));
        }
        tell(
                "settled",
                () -> listener.settled(new DeliveryListener.Settled(subject(row), outcome, row.eventTime(), at)));
    }

    void held(DeliveryTarget target, Duration duration, String reason) {
        log(() -> LOG.atDebug()
                .addKeyValue("provider", target.name())
                .addKeyValue("origin", target.origin())
                .addKeyValue("duration", duration)
                .addKeyValue("reason", reason)
                .log("held"));
        tell("held", () -> listener.held(new DeliveryListener.Held(target.name(), target.origin(), duration, reason)));
    }

    private static void log(Foreign.Action action) {
        Foreign.run("the logger", action);
    }

    private void tell(String method, Foreign.Action call) {
        Foreign.run(listener.getClass().getName() + "." + method, call);
    }

    private static Subject subject(Row row) {
        return new Subject(row.id(), row.provider(), row.key(), row.status());
    }
}
