package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Azure DevOps' usage limit, which a test switches on: first it asks for a slower pace, then it blocks. */
final class Limits {
    private final Clock clock;
    private @Nullable Instant pacedUntil;
    private @Nullable Instant blockedUntil;
    private boolean told;
    private int violations;

    Limits(Clock clock) {
        this.clock = clock;
    }

    synchronized void pace(Duration window) {
        pacedUntil = clock.instant().plus(window);
        told = false;
    }

    synchronized void block(Duration window) {
        blockedUntil = clock.instant().plus(window);
        told = false;
    }

    synchronized int violations() {
        return violations;
    }

    /** The refusal, where requests are blocked. */
    synchronized Optional<ForgeResponse> refuse() {
        Optional<Duration> left = left(blockedUntil);
        if (left.isPresent() || left(pacedUntil).isPresent()) {
            violations += told ? 1 : 0;
            told = true;
        }
        return left.map(it -> tell(Answers.blocked(), it));
    }

    /** The answer with what Azure DevOps tells of a limit that is near. */
    synchronized ForgeResponse tell(ForgeResponse answer) {
        return left(pacedUntil).map(it -> tell(answer, it)).orElse(answer);
    }

    private Optional<Duration> left(@Nullable Instant end) {
        return Optional.ofNullable(end)
                .map(it -> Duration.between(clock.instant(), it))
                .filter(it -> !it.isNegative() && !it.isZero());
    }

    private ForgeResponse tell(ForgeResponse answer, Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return answer.header("Retry-After", Long.toString(seconds))
                .header("X-RateLimit-Resource", "Concurrency")
                .header("X-RateLimit-Delay", "2.000")
                .header("X-RateLimit-Limit", "200")
                .header("X-RateLimit-Remaining", "0")
                .header(
                        "X-RateLimit-Reset",
                        Long.toString(clock.instant().plus(left).getEpochSecond()));
    }
}
