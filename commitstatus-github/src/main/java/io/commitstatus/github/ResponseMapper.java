package io.commitstatus.github;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.RateLimitBackoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads GitHub's answers. Thread-safe. */
final class ResponseMapper {
    /** After a limit that names no time, as GitHub asks for. */
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private static final Pattern SSO_URL = Pattern.compile("https://[^\\s;,]{1,300}");

    private final String repository;
    private final RateLimitBackoff backoff;

    ResponseMapper(String repository, Clock clock) {
        this.repository = repository;
        this.backoff = new RateLimitBackoff(clock, FIRST_WAIT, LONGEST_WAIT);
    }

    PublishResult read(ApiResponse answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            backoff.reset();
            return exhausted(answer)
                    .map(wait -> PublishResult.published().andPause(wait))
                    .orElseGet(PublishResult::published);
        }
        String message = ErrorMessage.of(answer);
        String reason = answer.reason(message);
        if (isRateLimit(answer, message)) {
            return PublishResult.rateLimited(reason, limitWait(answer));
        }
        return switch (status) {
            case 401 ->
                PublishResult.rejected(
                        Rejection.CREDENTIALS,
                        reason + " (the token is wrong, expired or revoked; put a new one into the Secret)");
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason + remedy(answer, message));
            case 404, 410 ->
                PublishResult.rejected(
                        Rejection.NOT_FOUND,
                        reason + " (there is no " + repository
                                + ", or the token may not see it, or may read it but not write: check the address, and the"
                                + " token's repositories and permissions)");
            case 422 -> unprocessable(message, reason);
            default -> PublishResult.of(answer, message);
        };
    }

    /** Of a refusal that says what it is about, such as a list of allowed addresses, its own words are the best. */
    private String remedy(ApiResponse answer, String message) {
        Optional<String> singleSignOn = answer.header("X-GitHub-SSO")
                .map(SSO_URL::matcher)
                .filter(Matcher::find)
                .map(Matcher::group);
        if (singleSignOn.isPresent()) {
            return " (allow the token for the organization's single sign-on, at " + singleSignOn.get() + ")";
        }
        boolean permission = message.isEmpty()
                || message.equalsIgnoreCase("Forbidden")
                || message.startsWith("Resource not accessible by");
        return permission
                ? " (the token needs \"Commit statuses: write\" on " + repository
                        + ", as a classic one the scope repo:status)"
                : "";
    }

    private static PublishResult unprocessable(String message, String reason) {
        String folded = message.toLowerCase(Locale.ROOT);
        if (folded.contains("no commit found for sha")) {
            return PublishResult.notVisible(reason);
        }
        if (folded.contains("reached the maximum number of statuses")) {
            return PublishResult.rejected(Rejection.CEILING, reason);
        }
        return PublishResult.rejected(Rejection.INVALID, reason);
    }

    /** Primary and secondary limits come as 403 or 429 alike; a 403 without any of these signals is about permissions. */
    private static boolean isRateLimit(ApiResponse answer, String message) {
        if (answer.status() == 429) {
            return true;
        }
        String folded = message.toLowerCase(Locale.ROOT);
        return answer.status() == 403
                && (answer.header("Retry-After").isPresent()
                        || isExhausted(answer)
                        || folded.contains("rate limit")
                        || folded.contains("abuse detection"));
    }

    /** In the order that GitHub documents. */
    private Duration limitWait(ApiResponse answer) {
        return answer.retryAfter().or(() -> exhausted(answer)).orElseGet(backoff::next);
    }

    private static Optional<Duration> exhausted(ApiResponse answer) {
        return isExhausted(answer) ? answer.untilEpochSecond("X-RateLimit-Reset") : Optional.empty();
    }

    private static boolean isExhausted(ApiResponse answer) {
        return answer.header("X-RateLimit-Remaining").map(String::strip).equals(Optional.of("0"));
    }
}
