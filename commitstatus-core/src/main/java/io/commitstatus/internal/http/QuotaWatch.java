package io.commitstatus.internal.http;

import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sees what answers tell of the credential's rate limit. Thread-safe. */
public final class QuotaWatch {
    /** What is less counts from now, in a form that other hosts use, rather than from 1970. */
    private static final long LEAST_EPOCH_SECOND = 1_000_000_000;

    private static final List<String> PREFIXES = List.of("X-RateLimit-", "RateLimit-");

    private final AtomicReference<@Nullable Quota> last = new AtomicReference<>();

    /**
     * What is left.
     *
     * @param resets null when the Git host does not say
     */
    public record Quota(
            long limit, long remaining, @Nullable Instant resets) {}

    QuotaWatch() {}

    /** The same client, watched. */
    ApiClient around(ApiClient client) {
        return request -> {
            ApiResponse answer = client.send(request);
            read(answer).ifPresent(last::set);
            return answer;
        };
    }

    /** {@return what was told last; empty when nothing was} */
    Optional<Quota> last() {
        return Optional.ofNullable(last.get());
    }

    private static Optional<Quota> read(ApiResponse answer) {
        for (String prefix : PREFIXES) {
            Optional<Long> remaining = number(answer, prefix + "Remaining");
            Optional<Long> limit = number(answer, prefix + "Limit");
            if (remaining.isPresent() && limit.isPresent()) {
                Instant resets = number(answer, prefix + "Reset")
                        .filter(it -> it >= LEAST_EPOCH_SECOND)
                        .map(Instant::ofEpochSecond)
                        .orElse(null);
                return Optional.of(new Quota(limit.get(), remaining.get(), resets));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> number(ApiResponse answer, String header) {
        return answer.header(header)
                .map(String::strip)
                .filter(it -> it.matches("[0-9]{1,11}"))
                .map(Long::parseLong);
    }
}
