package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.GoDuration;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.DeliveryListener.Subject;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listeners, each by itself. What one throws ends here. */
final class ListenerNotifier {
    private static final Logger LOG = LoggerFactory.getLogger("io.commitstatus.delivery");

    private final List<DeliveryListener> listeners;

    ListenerNotifier(List<DeliveryListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void skipped(DeliveryListener.Skipped event) {
        tell("skipped", it -> it.skipped(event));
    }

    void accepted(Row row) {
        DeliveryListener.Accepted event = new DeliveryListener.Accepted(subject(row));
        tell("accepted", it -> it.accepted(event));
    }

    void joined(Row row) {
        DeliveryListener.Joined event = new DeliveryListener.Joined(subject(row));
        tell("joined", it -> it.joined(event));
    }

    void attempted(Row row, Duration took, AttemptResult result, String detail) {
        log(() -> LOG.atDebug()
                .addKeyValue("id", row.id())
                .addKeyValue("provider", row.provider())
                .addKeyValue("key", row.key())
                .addKeyValue("took", () -> GoDuration.text(took))
                .addKeyValue("result", detail)
                .log("attempted"));
        DeliveryListener.Attempted event = new DeliveryListener.Attempted(subject(row), took, result, detail);
        tell("attempted", it -> it.attempted(event));
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
        DeliveryListener.Settled event = new DeliveryListener.Settled(subject(row), outcome, row.eventTime(), at);
        tell("settled", it -> it.settled(event));
    }

    void held(DeliveryTarget target, Duration duration, String reason) {
        log(() -> LOG.atDebug()
                .addKeyValue("provider", target.name())
                .addKeyValue("origin", target.origin())
                .addKeyValue("duration", GoDuration.text(duration))
                .addKeyValue("reason", reason)
                .log("held"));
        DeliveryListener.Held event = new DeliveryListener.Held(target.name(), target.origin(), duration, reason);
        tell("held", it -> it.held(event));
    }

    private static void log(Foreign.Action action) {
        Foreign.run("the logger", action);
    }

    private void tell(String method, Consumer<DeliveryListener> call) {
        for (DeliveryListener listener : listeners) {
            Foreign.run(listener.getClass().getName() + "." + method, () -> call.accept(listener));
        }
    }

    private static Subject subject(Row row) {
        return new Subject(row.id(), row.provider(), row.key(), row.status());
    }
}
