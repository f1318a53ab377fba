package io.commitstatus.spi;

import java.io.IOException;

/**
 * Says that no byte of a request was sent, so that nothing of it can have arrived. Thrown by core's HTTP client where a
 * connection was not made; a publisher with a transport of its own may throw it as well.
 *
 * @since 0.1
 */
public final class RequestNotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean timedOut;

    /**
     * Returns an exception.
     *
     * @param message what went wrong, for people
     * @param timedOut whether nobody answered in time, rather than the connection being refused
     */
    public RequestNotSentException(String message, boolean timedOut) {
        super(message);
        this.timedOut = timedOut;
    }

    /** {@return whether nobody answered in time} */
    public boolean timedOut() {
        return timedOut;
    }
}
