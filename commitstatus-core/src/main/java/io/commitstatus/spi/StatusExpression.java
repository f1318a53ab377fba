package io.commitstatus.spi;

import io.commitstatus.model.InvalidFieldException;
import java.util.Map;

/**
 * A compiled {@code spec.commitStatusExpr}. Thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StatusExpression {

    /**
     * Computes the status key of one event. Must be bounded in time and memory, whatever the expression and the event.
     *
     * @param variables {@code event}, {@code alert} and {@code provider}, each as the maps, lists and strings of its JSON form
     * @return the key; a blank one skips the event
     * @throws InvalidFieldException saying why there is none for this event, which is skipped then
     */
    String evaluate(Map<String, ?> variables);
}
