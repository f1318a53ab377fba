package io.commitstatus.policy;

import io.commitstatus.internal.flux.FluxState;
import io.commitstatus.model.CommitState;
import java.util.Optional;

/**
 * Derives the state of a status from an event. Thread-safe; asked once for each status.
 *
 * <pre>{@code
 * StateStrategy states = context -> context.event().reason().equals("DependencyNotReady")
 *         ? Optional.of(CommitState.PENDING)
 *         : StateStrategy.flux().state(context);
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StateStrategy {

    /**
     * The state; empty when the event is no status. Empty, or an exception, skips the event for that Alert, with the reason
     * in the receipt.
     */
    Optional<CommitState> state(StatusContext context);

    /**
     * Flux's states, the default: {@code error} is a failure and {@code info} a success. The reasons that say "not there
     * yet" give none ({@code Progressing} with both; {@code ProgressingWithRetry} and {@code DependencyNotReady} with
     * {@code info}), and so does any other severity. The router's own default can show them as pending instead.
     */
    static StateStrategy flux() {
        return context -> FluxState.of(context.event(), false).state();
    }
}
