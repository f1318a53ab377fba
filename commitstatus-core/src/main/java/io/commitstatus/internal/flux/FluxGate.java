package io.commitstatus.internal.flux;

import io.commitstatus.model.Event;
import io.commitstatus.model.Severity;
import java.util.Map;

/** The gate of Flux since 1.8. */
public final class FluxGate {
    /** Why an event does not pass. */
    public static final String REFUSAL =
            "Flux's gate lets only errors pass, and events with the metadata commit_status: update"
                    + " of the object's controller or a commit of the event's own";

    private FluxGate() {}

    /** Whether an event passes. */
    public static boolean passes(Event event) {
        if (event.severity().equals(Severity.ERROR)) {
            return true;
        }
        Map<String, String> metadata = event.metadata();
        String update = event.forwarded() ? "" : event.involvedObject().group() + "/";
        String commit = event.forwarded() ? "" : Event.GROUP + "/";
        return "update".equals(metadata.get(update + "commit_status"))
                || !metadata.getOrDefault(commit + "commit", "").isEmpty();
    }
}
