package io.commitstatus.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import io.commitstatus.model.InvalidFieldException;
import java.util.Collection;

/** Bounds one evaluation, whatever a tenant wrote: its steps, and the size of each value on the way. Not thread-safe. */
final class Limits implements CelEvaluationListener {
    /** Far more than a key needs, and done within milliseconds. */
    static final int STEPS = 10_000;

    /** Of a string, in UTF-16 units; as long as the longest message that Flux's controllers write, and then some. */
    static final int LENGTH = 32 * 1024;

    static final int ELEMENTS = 1024;

    private static final int CHARACTERS_PER_STEP = 16;

    /** Of a regular expression; with {@link #LENGTH} it bounds the time of one match. */
    static final int PROGRAM = 1000;

    private int steps;

    @Override
    public void callback(CelExpr expression, Object value) {
        if (++steps > STEPS) {
            throw exceeded("its evaluation takes more than " + STEPS + " steps");
        }
        if (value instanceof CharSequence text) {
            length(text.length());
            // What is done with a string takes time by its length, above all matching it.
            steps += text.length() / CHARACTERS_PER_STEP;
        } else if (value instanceof CelByteString bytes) {
            length(bytes.size());
        } else if (value instanceof Collection<?> list && list.size() > ELEMENTS) {
            throw exceeded("a list on the way has more than " + ELEMENTS + " elements");
        }
    }

    /** Refuses a string before it is made. */
    static void length(long length) {
        if (length > LENGTH) {
            throw exceeded("a string on the way is longer than " + LENGTH + " characters");
        }
    }

    private static InvalidFieldException exceeded(String what) {
        return CelStatusExpressions.invalid(what + "; make the expression simpler");
    }
}
