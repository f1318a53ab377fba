package io.commitstatus.internal.flux;

import io.commitstatus.model.Event;
import io.commitstatus.model.Severity;
import io.commitstatus.policy.EventGate;
import java.util.Map;

/** The gate of Flux since 1.8. */
public final class FluxGate implements EventGate {

    @Override
    public boolean passes(Event event) {
        if (event.severity().equals(Severity.ERROR)) {
            return true;
        }
        Map<String, String> metadata = event.metadata();
        String update = event.forwarded() ? "" : event.involvedObject().group() + "/";
        String commit = event.forwarded() ? "" : Event.GROUP + "/";
        return "update".equals(metadata.get(update + "commit_status"))
                || !metadata.getOrDefault(commit + "commit", "").isEmpty();
    }

    @Override
    public String refusal(Event event) {
        return "Flux's gate lets only errors pass, and events with the metadata commit_status: update"
                + " of the object's controller or a commit of the event's own";
    }
}
