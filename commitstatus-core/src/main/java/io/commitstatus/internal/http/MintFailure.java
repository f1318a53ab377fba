package io.commitstatus.internal.http;

import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why no token was to be had, and until when nobody asks again.
 *
 * @param until as long as the token endpoint asks to be left alone, else for a moment, in which all who wait for the same token
 *     fail by one request
 */
record MintFailure(IOException failure, Instant until) {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** After a rate limit that names no time. */
    private static final Duration LIMITED = Duration.ofMinutes(1);

    static MintFailure of(IOException failure, Instant now) {
        return new MintFailure(failure, now.plus(wait(failure)));
    }

    /** The failure, with the wait that is left. */
    IOException at(Instant now) {
        Duration left = Duration.between(now, until);
        if (failure instanceof PublishFailedException it) {
            if (it.result() instanceof PublishResult.RateLimited limited) {
                return new PublishFailedException(PublishResult.rateLimited(limited.reason(), left));
            }
            if (it.result() instanceof PublishResult.Retry retry
                    && retry.after().isPresent()) {
                return new PublishFailedException(PublishResult.retryAfter(retry.reason(), left));
            }
        }
        return failure;
    }

    private static Duration wait(IOException failure) {
        Optional<Duration> asked = Optional.empty();
        if (failure instanceof PublishFailedException it) {
            if (it.result() instanceof PublishResult.RateLimited limited) {
                asked = Optional.of(limited.after().orElse(LIMITED));
            } else if (it.result() instanceof PublishResult.Retry retry) {
                asked = retry.after();
            }
        }
        return asked.filter(it -> it.compareTo(MOMENT) > 0).orElse(MOMENT);
    }
}
