package io.commitstatus.internal.http;

import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees in every good answer, a question's included, when it says that the rate limit is used up: such an answer has a result of its
 * own, which cannot tell. Thread-safe.
 */
final class PauseWatch {
    private static final List<String> PREFIXES = List.of("X-RateLimit-", "RateLimit-");

    private final AtomicReference<@Nullable Duration> asked = new AtomicReference<>();

    /** The same client, watched. */
    ApiClient around(ApiClient client) {
        return request -> {
            ApiResponse answer = client.send(request);
            if (answer.status() >= 200 && answer.status() < 300) {
                exhausted(answer).ifPresent(it -> asked.accumulateAndGet(it, PauseWatch::longer));
            }
            return answer;
        };
    }

    /** The longest pause that was asked for since this was last called. */
    Optional<Duration> take() {
        return asked.get() == null ? Optional.empty() : Optional.ofNullable(asked.getAndSet(null));
    }

    private static Optional<Duration> exhausted(ApiResponse answer) {
        for (String prefix : PREFIXES) {
            Optional<String> remaining = answer.header(prefix + "Remaining").map(String::strip);
            if (remaining.filter("0"::equals).isPresent()) {
                return answer.retryAfter().or(() -> answer.untilEpochSecond(prefix + "Reset"));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) > 0 ? one : other;
    }
}
