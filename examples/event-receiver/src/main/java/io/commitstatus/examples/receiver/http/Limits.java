package io.commitstatus.examples.receiver.http;

import java.time.Duration;

/**
 * What clients may take.
 *
 * @param connections how many there may be; one more costs the slowest its connection
 * @param heldBytes how many bytes of bodies may be held at once, over all requests
 * @param requestWithin how long a request may take to come, from the connection's opening or the last answer on
 */
public record Limits(int connections, long heldBytes, Duration requestWithin) {
    /** What a connection with half a request on it takes, by measurement, and as much again. */
    private static final int CONNECTION_BYTES = 64 * 1024;

    private static final int MAX_CONNECTIONS = 8192;
    private static final long MIN_HELD = 7L * 1024 * 1024;
    private static final Duration REQUEST_WITHIN = Duration.ofSeconds(30);

    /** What a heap carries: a sixteenth of it for bodies, though two of the largest always, and as many connections. */
    public static Limits forHeap(long bytes) {
        int connections = (int) Math.min(MAX_CONNECTIONS, bytes / CONNECTION_BYTES);
        return new Limits(connections, Math.max(MIN_HELD, bytes / 16), REQUEST_WITHIN);
    }
}
