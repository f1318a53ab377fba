package io.commitstatus.internal.routing;

import io.commitstatus.model.Event;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.EventGate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gate says of one event, asked at most once. Not thread-safe. */
final class GateCheck {
    private final EventGate gate;
    private final Event event;
    private final Map<String, String> clean;
    private @Nullable SkippedException refusal;
    private boolean asked;

    /** @param clean the event's metadata as foreign code may see it */
    GateCheck(EventGate gate, Event event, Map<String, String> clean) {
        this.gate = gate;
        this.event = event;
        this.clean = clean;
    }

    void pass() throws SkippedException {
        if (!asked) {
            asked = true;
            refusal = ask();
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private @Nullable SkippedException ask() {
        try {
            Event shown = Metadata.replace(event, clean);
            return gate.passes(shown) ? null : new SkippedException(SkipReason.GATE, gate.refusal(shown));
        } catch (Throwable e) {
            return new SkippedException(SkipReason.INVALID, UserCode.failure("EventGate", e));
        }
    }
}
