package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data Center's limit: a bucket of tokens for each account, filled at a steady rate; off by default. */
final class ServerBucket {
    private record Limit(int capacity, int fillRate, Duration interval) {}

    private record Level(Instant since, int tokens) {}

    private final Clock clock;
    private final Map<String, Level> levels = new HashMap<>();
    private @Nullable Limit limit;

    ServerBucket(Clock clock) {
        this.clock = clock;
    }

    synchronized void limit(int capacity, int fillRate, Duration interval) {
        limit = new Limit(capacity, fillRate, interval);
        levels.clear();
    }

    /** The refusal, where the bucket is empty; takes a token otherwise. */
    synchronized Optional<ForgeResponse> refuse(String account) {
        Limit now = limit;
        if (now == null) {
            return Optional.empty();
        }
        Level level = level(account, now);
        if (level.tokens() == 0) {
            Instant next = level.since().plus(now.interval());
            long seconds = Math.max(1, Duration.between(clock.instant(), next).toSeconds());
            return Optional.of(ServerAnswers.error(
                            429, null, "Too many requests, please try again later", "RateLimitExceededException")
                    .header("Retry-After", Long.toString(seconds)));
        }
        levels.put(account, new Level(level.since(), level.tokens() - 1));
        return Optional.empty();
    }

    synchronized ForgeResponse tell(String account, ForgeResponse answer) {
        Limit now = limit;
        return now == null
                ? answer
                : answer.header("X-RateLimit-Limit", Integer.toString(now.capacity()))
                        .header(
                                "X-RateLimit-Remaining",
                                Integer.toString(level(account, now).tokens()))
                        .header("X-RateLimit-FillRate", Integer.toString(now.fillRate()))
                        .header(
                                "X-RateLimit-Interval-Seconds",
                                Long.toString(now.interval().toSeconds()));
    }

    private Level level(String account, Limit now) {
        Level level = levels.computeIfAbsent(account, key -> new Level(clock.instant(), now.capacity()));
        long intervals = Duration.between(level.since(), clock.instant()).dividedBy(now.interval());
        if (intervals > 0) {
            long tokens = Math.min(now.capacity(), level.tokens() + intervals * now.fillRate());
            level = new Level(level.since().plus(now.interval().multipliedBy(intervals)), (int) tokens);
            levels.put(account, level);
        }
        return level;
    }
}
