package io.commitstatus.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.StatusExpression;
import java.util.Map;

/** A program of the CEL runtime, within {@link Limits}. Thread-safe. */
final class CelStatusExpression implements StatusExpression {
    private static final int CAUSES = 10;

    private final CelRuntime.Program program;

    CelStatusExpression(CelRuntime.Program program) {
        this.program = program;
    }

    @Override
    public String evaluate(Map<String, ?> variables) {
        try {
            Object value = program.trace(variables, new Limits());
            if (value instanceof String key) {
                return key;
            }
            throw CelStatusExpressions.invalid("its value is not a string for this event");
        } catch (CelEvaluationException e) {
            throw limit(e);
        }
    }

    /** What the limits threw, where that is the cause; else what CEL says. */
    private static InvalidFieldException limit(CelEvaluationException e) {
        Throwable cause = e;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            if (cause instanceof InvalidFieldException it) {
                return it;
            }
            cause = cause.getCause();
        }
        return CelStatusExpressions.invalid("cannot be evaluated for this event: " + e.getMessage());
    }
}
