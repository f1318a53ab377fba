package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitHub's primary limit, per token, and its secondary one, which a test switches on. */
final class Limits {
    private static final Duration WINDOW = Duration.ofHours(1);

    private record Secondary(int status, boolean headers, Instant end) {}

    /** What a token has used in its window. */
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
    private int primary = 5000;
    private int primaryStatus = 403;
    private @Nullable Secondary secondary;
    private boolean secondaryTold;
    private int violations;

    Limits(Clock clock) {
        this.clock = clock;
    }

    synchronized void primary(int requestsPerHour, int status) {
        primary = requestsPerHour;
        primaryStatus = status;
    }

    synchronized void secondary(Duration window, int status, boolean headers) {
        secondary = new Secondary(status, headers, clock.instant().plus(window));
        secondaryTold = false;
    }

    synchronized int violations() {
        return violations;
    }

    /** The refusal, where a limit is reached; counts the request otherwise. */
    synchronized Optional<ForgeResponse> refuse(String token) {
        Instant now = clock.instant();
        Usage usage = usage(token, now);
        Secondary limit = secondary;
        if (limit != null && now.isBefore(limit.end())) {
            violations += secondaryTold ? 1 : 0;
            secondaryTold = true;
            ForgeResponse answer = Answers.message(
                    limit.status(),
                    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
            long seconds = Math.max(1, Duration.between(now, limit.end()).toSeconds());
            return Optional.of(limit.headers() ? answer.header("Retry-After", Long.toString(seconds)) : answer);
        }
        if (usage.used >= primary) {
            violations += usage.told ? 1 : 0;
            usage.told = true;
            return Optional.of(Answers.message(primaryStatus, "API rate limit exceeded for user ID 1."));
        }
        usage.used++;
        return Optional.empty();
    }

    /** The answer with what GitHub tells of the primary limit. */
    synchronized ForgeResponse tell(String token, ForgeResponse answer) {
        Usage usage = usage(token, clock.instant());
        return answer.header("X-RateLimit-Limit", Integer.toString(primary))
                .header("X-RateLimit-Remaining", Integer.toString(Math.max(0, primary - usage.used)))
                .header("X-RateLimit-Used", Integer.toString(usage.used))
                .header("X-RateLimit-Reset", Long.toString(usage.reset.getEpochSecond()))
                .header("X-RateLimit-Resource", "core");
    }

    private Usage usage(String token, Instant now) {
        Usage usage = usages.get(token);
        if (usage == null || !now.isBefore(usage.reset)) {
            usage = new Usage(now.plus(WINDOW));
            usages.put(token, usage);
        }
        return usage;
    }
}
