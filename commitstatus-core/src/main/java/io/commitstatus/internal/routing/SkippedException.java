package io.commitstatus.internal.routing;

/** An event makes no status for an Alert. The message is the reason, for people. */
public final class SkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    SkippedException(String reason) {
        // It is an answer, not an accident: nobody looks at where it came from.
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
