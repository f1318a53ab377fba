package io.commitstatus.internal.flux;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Event;
import io.commitstatus.model.Severity;
import java.util.Optional;
import java.util.Set;

/**
 * The state of an event, as Flux has it.
 *
 * @param state empty when the event is no status
 * @param reason why it is empty
 */
public record FluxState(Optional<CommitState> state, String reason) {
    private static final String PROGRESSING = "Progressing";
    private static final Set<String> NOT_YET = Set.of(PROGRESSING, "ProgressingWithRetry", "DependencyNotReady");

    public static FluxState of(Event event, boolean reportProgress) {
        boolean error = event.severity().equals(Severity.ERROR);
        if (!error && !event.severity().equals(Severity.INFO)) {
            return new FluxState(
                    Optional.empty(),
                    "severity " + Texts.quote(event.severity().value()) + " is neither info nor error");
        }
        boolean notYet = error ? event.reason().equals(PROGRESSING) : NOT_YET.contains(event.reason());
        if (!notYet) {
            return new FluxState(Optional.of(error ? CommitState.FAILURE : CommitState.SUCCESS), "");
        }
        return reportProgress
                ? new FluxState(Optional.of(CommitState.PENDING), "")
                : new FluxState(
                        Optional.empty(),
                        "reason " + Texts.quote(event.reason())
                                + " says \"not there yet\"; with reportProgress it is shown as pending");
    }
}
