package io.commitstatus.internal.foreign;

/**
 * What foreign code threw that its contract does not allow. It names class and place of the original and has its stack trace;
 * the original's message and causes are left out, because they may quote anything, a secret included.
 */
public final class ForeignCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignCodeException(String what, Throwable thrown) {
        super(what + " failed with " + describe(thrown));
        setStackTrace(thrown.getStackTrace());
    }

    /** {@return class and place of what was thrown, without its message} */
    public static String describe(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String type = thrown.getClass().getName();
        return frames.length == 0 ? type : type + " at " + frames[0];
    }
}
