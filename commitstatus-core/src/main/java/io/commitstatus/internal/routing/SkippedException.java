package io.commitstatus.internal.routing;

import io.commitstatus.model.SkipReason;

/** An event makes no status for an Alert. The message is the reason, for people. */
public final class SkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SkipReason code;

    SkippedException(SkipReason code, String reason) {
        // It is an answer, not an accident: nobody looks at where it came from.
        super(reason, null, false, false);
        this.code = code;
    }

    public SkipReason code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
