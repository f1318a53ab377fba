package io.commitstatus.spi.http;

import java.io.IOException;

/**
 * The current token of a {@link TokenSource}. Thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AccessTokens {

    /**
     * The token to send now. Ask for each request; it is minted when there is none that lives, which takes the Provider's timeout
     * at most.
     *
     * @throws IOException when there is none to be had; {@code publish} and {@code latest} pass it on, since it says that no
     *     request was sent
     * @throws InterruptedException when the thread was interrupted
     */
    String current() throws IOException, InterruptedException;
}
