package io.commitstatus.policy;

import io.commitstatus.internal.flux.FluxGate;
import io.commitstatus.model.Event;

/**
 * Decides which events may become commit statuses at all. Thread-safe; asked on the thread that routes, at most once for
 * each event and Alert, after the Alert's own sources, severity and lists have matched.
 *
 * <pre>{@code
 * EventGate errors = event -> event.severity().equals(Severity.ERROR);
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EventGate {

    /**
     * Whether the event may become a status. Its metadata is as it was sent, before the Alert's is added. An exception skips
     * the event for that Alert, with the reason in the receipt.
     */
    boolean passes(Event event);

    /** Why an event that does not pass is skipped, for the receipt. */
    default String refusal(Event event) {
        return "the EventGate does not let it pass";
    }

    /** Every event that names a commit; the default. */
    static EventGate revision() {
        return event -> true;
    }

    /**
     * As in Flux since 1.8: errors; of the others, those with the metadata {@code commit_status: update} of the object's
     * controller, or with {@code event.toolkit.fluxcd.io/commit}.
     */
    static EventGate flux() {
        return new EventGate() {
            @Override
            public boolean passes(Event event) {
                return FluxGate.passes(event);
            }

            @Override
            public String refusal(Event event) {
                return FluxGate.REFUSAL;
            }
        };
    }
}
