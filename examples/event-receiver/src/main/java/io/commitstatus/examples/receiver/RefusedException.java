package io.commitstatus.examples.receiver;

/** A request is not served; the answer says why. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    Answer answer() {
        return Answer.text(status, String.valueOf(getMessage()));
    }
}
