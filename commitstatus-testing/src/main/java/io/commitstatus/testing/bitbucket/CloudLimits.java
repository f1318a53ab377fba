package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Bitbucket Cloud's limit: so many requests of an account in any hour. Only access tokens hear of it beforehand. */
final class CloudLimits {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Deque<Instant>> requests = new HashMap<>();
    private int perHour = Integer.MAX_VALUE;

    CloudLimits(Clock clock) {
        this.clock = clock;
    }

    synchronized void perHour(int limit) {
        perHour = limit;
    }

    /** The refusal, where the limit is reached; counts the request otherwise. */
    synchronized Optional<ForgeResponse> refuse(Account account) {
        Instant now = clock.instant();
        Deque<Instant> recent = requests.computeIfAbsent(account.name(), key -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.peekFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= perHour) {
            return Optional.of(CloudAnswers.error(429, "Rate limit for this resource has been exceeded"));
        }
        recent.addLast(now);
        return Optional.empty();
    }

    synchronized ForgeResponse tell(Account account, ForgeResponse answer) {
        if (!account.accessToken() || perHour == Integer.MAX_VALUE) {
            return answer;
        }
        int used = requests.getOrDefault(account.name(), new ArrayDeque<>()).size();
        return answer.header("X-RateLimit-Limit", Integer.toString(perHour))
                .header("X-RateLimit-Resource", "api-repositories")
                .header("X-RateLimit-NearLimit", Boolean.toString(used > perHour * 0.8));
    }
}
