package io.commitstatus.spi;

import java.io.IOException;

/**
 * Says that a page for people came in place of the API's answer: from a sign-in, a firewall or a proxy in front of the Git
 * host, or from the host itself where its API stands elsewhere. It answers nothing, whatever its status: what was posted may
 * have arrived or not. Thrown by core's HTTP client, so that a publisher need not look for pages; one that knows why its host
 * shows one may catch it, and say so.
 *
 * @since 0.1
 */
public final class PageAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Returns an exception.
     *
     * @param status the page's HTTP status
     * @param message who seems to have answered, and what to do, for people
     */
    public PageAnswerException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** {@return the page's HTTP status} */
    public int status() {
        return status;
    }
}
