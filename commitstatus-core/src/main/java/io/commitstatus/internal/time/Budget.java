package io.commitstatus.internal.time;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.spi.RequestNotSentException;
import java.io.IOException;
import java.time.Duration;

/**
 * How long all the requests of one attempt may take together: the token's, the question, the post and the one without what was
 * refused. It goes with the thread, so that no publisher has to pass it on.
 */
public final class Budget {
    private static final ThreadLocal<Long> END = new ThreadLocal<>();

    private Budget() {}

    /** Runs code whose requests on this thread may take so long together. */
    public static <T> T within(Duration time, Foreign.IoCode<T> code) throws IOException, InterruptedException {
        END.set(System.nanoTime() + Nanos.of(time));
        try {
            return code.call();
        } finally {
            END.remove();
        }
    }

    /**
     * {@return the timeout, or what is left where that is less}
     *
     * @throws RequestNotSentException when nothing is left
     */
    public static Duration cap(Duration timeout) throws RequestNotSentException {
        Long end = END.get();
        if (end == null) {
            return timeout;
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new RequestNotSentException("no time was left in this attempt", true);
        }
        return left < Nanos.of(timeout) ? Duration.ofNanos(left) : timeout;
    }
}
