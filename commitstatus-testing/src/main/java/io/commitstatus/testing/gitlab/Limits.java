package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** GitLab's rate limit, per user and minute; off until a test switches it on. */
final class Limits {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** What a user has used in a window. */
    private static final class Usage {
        private final Instant reset;
        private int used;
        private boolean told;

        private Usage(Instant reset) {
            this.reset = reset;
        }
    }

    private final Clock clock;
    private final Map<String, Usage> usages = new HashMap<>();
    private int perMinute = Integer.MAX_VALUE;
    private boolean headers;
    private int violations;

    Limits(Clock clock) {
        this.clock = clock;
    }

    synchronized void limit(int requestsPerMinute, boolean withHeaders) {
        perMinute = requestsPerMinute;
        headers = withHeaders;
        usages.clear();
    }

    synchronized int violations() {
        return violations;
    }

    /** The refusal, where the limit is reached; counts the request otherwise. */
    synchronized Optional<ForgeResponse> refuse(String user) {
        Usage usage = usage(user);
        if (usage.used < perMinute) {
            usage.used++;
            return Optional.empty();
        }
        violations += usage.told ? 1 : 0;
        usage.told = true;
        ForgeResponse answer = ForgeResponse.text(429, "Retry later\n");
        long seconds =
                Math.max(1, Duration.between(clock.instant(), usage.reset).toSeconds());
        return Optional.of(headers ? answer.header("Retry-After", Long.toString(seconds)) : answer);
    }

    /** The answer with what GitLab tells of the limit. */
    synchronized ForgeResponse tell(String user, ForgeResponse answer) {
        if (!headers) {
            return answer;
        }
        Usage usage = usage(user);
        return answer.header("RateLimit-Limit", Integer.toString(perMinute))
                .header("RateLimit-Name", "throttle_authenticated_api")
                .header("RateLimit-Observed", Integer.toString(usage.used))
                .header("RateLimit-Remaining", Integer.toString(Math.max(0, perMinute - usage.used)))
                .header("RateLimit-Reset", Long.toString(usage.reset.getEpochSecond()))
                .header("RateLimit-ResetTime", HttpDate.of(usage.reset));
    }

    private Usage usage(String user) {
        Instant now = clock.instant();
        Usage usage = usages.get(user);
        if (usage == null || !now.isBefore(usage.reset)) {
            usage = new Usage(now.plus(WINDOW));
            usages.put(user, usage);
        }
        return usage;
    }
}
