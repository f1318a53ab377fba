package io.commitstatus.spi.http;

import java.io.IOException;

/**
 * Sends requests to one vendor's API, with everything that is alike for all vendors: one deadline over the whole exchange,
 * answer included; a body is cut at 1 MiB, so that the status of a larger answer still counts; no redirect is followed but
 * to the same origin, and then with the same method and body; no request goes to any other origin than the destination's.
 * A GET whose connection breaks before the answer begins may be sent once more; nothing else is ever repeated, since it may
 * have arrived. Thread-safe, shared.
 *
 * @since 0.1
 */
public interface ApiClient {

    /**
     * Sends a request and reads the whole answer, whatever its status.
     *
     * @throws IOException when there was no answer within the Provider's timeout, or half of one
     * @throws InterruptedException when the thread was interrupted
     * @throws IllegalArgumentException when the request goes to another origin, which no publisher must do
     */
    ApiResponse send(ApiRequest request) throws IOException, InterruptedException;
}
