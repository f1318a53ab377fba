package io.commitstatus.bitbucket;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.RateLimitBackoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Reads Bitbucket Cloud's answers. Thread-safe. */
final class CloudAnswers {
    /** Bitbucket counts over an hour and does not say when there is room again: minutes, not seconds. */
    private static final Duration FIRST_WAIT = Duration.ofMinutes(5);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    private final String repository;
    private final CloudLogin.Kind login;
    private final RateLimitBackoff backoff;

    CloudAnswers(String repository, CloudLogin.Kind login, Clock clock) {
        this.repository = repository;
        this.login = login;
        this.backoff = new RateLimitBackoff(clock, FIRST_WAIT, LONGEST_WAIT);
    }

    PublishResult read(ApiResponse answer) {
        String message = Message.of(answer);
        int status = answer.status();
        String reason = answer.reason(message);
        if (status >= 200 && status < 300) {
            backoff.reset();
            return PublishResult.published();
        }
        return switch (status) {
            case 401 -> PublishResult.rejected(Rejection.CREDENTIALS, reason + " (" + login.remedy() + ")");
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason + forbidden(message));
            case 404 -> notFound(reason);
            case 410 ->
                PublishResult.rejected(
                        Rejection.INVALID,
                        reason + " (Bitbucket has withdrawn this part of its API: a newer release of this library is"
                                + " needed)");
            case 429 -> PublishResult.rateLimited(reason, limitWait(answer));
            default -> PublishResult.of(answer, message);
        };
    }

    /** Of a refusal that says why, such as a list of allowed addresses, its own words are the best. */
    private String forbidden(String message) {
        String folded = message.toLowerCase(Locale.ROOT);
        String scope = "the token needs the scope repository, as an API token read:repository:bitbucket";
        if (folded.contains("scope")) {
            return " (" + scope + ")";
        }
        return folded.isBlank() || folded.equals("forbidden") || folded.startsWith("access denied")
                ? " (only the account that posted a status, or an administrator of " + repository
                        + ", may overwrite it: use those credentials again, or another commitstatus.io/key-suffix; "
                        + scope
                        + ")"
                : "";
    }

    private PublishResult notFound(String reason) {
        if (reason.toLowerCase(Locale.ROOT).contains("commit not found")) {
            return PublishResult.notVisible(reason);
        }
        return PublishResult.rejected(
                Rejection.NOT_FOUND,
                reason + " (there is no " + repository + " or no such commit in it, or the token may not see it: check"
                        + " the address and the token's repositories)");
    }

    private Duration limitWait(ApiResponse answer) {
        return answer.retryAfter().orElseGet(backoff::next);
    }
}
