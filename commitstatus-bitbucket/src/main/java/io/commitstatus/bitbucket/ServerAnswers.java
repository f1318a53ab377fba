package io.commitstatus.bitbucket;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a Data Center's answers. Thread-safe. */
final class ServerAnswers {
    private final String repository;

    ServerAnswers(String repository) {
        this.repository = repository;
    }

    PublishResult read(ApiResponse answer) {
        String message = Message.of(answer);
        int status = answer.status();
        String reason = answer.reason(message);
        if (status >= 200 && status < 300) {
            return isExhausted(answer)
                    ? PublishResult.published().andPause(wait(answer).orElse(Duration.ZERO))
                    : PublishResult.published();
        }
        if (names(answer, "NoSuchCommitException")) {
            return PublishResult.notVisible(reason);
        }
        if ((status == 401 || status == 403) && asksForCaptcha(answer, message)) {
            return PublishResult.rejected(
                    Rejection.CREDENTIALS,
                    reason
                            + " (the account has to answer a CAPTCHA: sign in with it once in a browser, then put the password"
                            + " or, better, an HTTP access token into the Secret anew)");
        }
        return switch (status) {
            case 401 -> unauthorized(answer, reason);
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason + forbidden(answer, message));
            case 404 ->
                PublishResult.rejected(
                        Rejection.NOT_FOUND,
                        reason + " (there is no " + repository + ", or the account may not see it: check the address)");
            case 429 ->
                wait(answer)
                        .map(it -> PublishResult.rateLimited(reason, it))
                        .orElseGet(() -> PublishResult.rateLimited(reason));
            default -> PublishResult.of(answer, message);
        };
    }

    /** Of a refusal that is about something else, such as a licence, its own words are the best. */
    private String forbidden(ApiResponse answer, String message) {
        boolean permission =
                message.isBlank() || message.equalsIgnoreCase("forbidden") || names(answer, "AuthorisationException");
        return permission ? permission() : "";
    }

    private String permission() {
        return " (the account needs the permission to read " + repository + ")";
    }

    /** Whether the service itself says that the repository or its project is missing. */
    boolean deniesRepository(ApiResponse answer) {
        return names(answer, "NoSuchRepositoryException") || names(answer, "NoSuchProjectException");
    }

    /** Whether the answer may come from a server that lacks the endpoint, rather than from the endpoint. */
    boolean mayLackEndpoint(ApiResponse answer) {
        return answer.status() == 405 || (answer.status() == 404 && !names(answer, ""));
    }

    /** The server answers 401 to a known account without permission too, but then says whose it is. */
    private PublishResult unauthorized(ApiResponse answer, String reason) {
        boolean known = answer.header("X-AUSERNAME")
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.equals("anonymous"))
                .isPresent();
        return known
                ? PublishResult.rejected(Rejection.FORBIDDEN, reason + permission())
                : PublishResult.rejected(
                        Rejection.CREDENTIALS,
                        reason + " (the token or password is wrong, expired or revoked, or may not read " + repository
                                + "; put a new one into the Secret)");
    }

    /** After some refused passwords. */
    private static boolean asksForCaptcha(ApiResponse answer, String message) {
        return (message + answer.header("X-Authentication-Denied-Reason").orElse(""))
                .toUpperCase(Locale.ROOT)
                .contains("CAPTCHA");
    }

    private static boolean isExhausted(ApiResponse answer) {
        return answer.header("X-RateLimit-Remaining").map(String::strip).equals(Optional.of("0"));
    }

    /** What the server asks for, else until its bucket is filled again, a day at most. */
    private static Optional<Duration> wait(ApiResponse answer) {
        Optional<Duration> asked = answer.retryAfter().filter(it -> !it.isZero());
        return asked.or(() -> answer.header("X-RateLimit-Interval-Seconds")
                        .map(String::strip)
                        .filter(it -> it.matches("[1-9][0-9]{0,4}"))
                        .map(it -> Duration.ofSeconds(Long.parseLong(it))))
                .or(answer::retryAfter);
    }

    /** Whether an error's exception is one of Bitbucket's own of that name. */
    private static boolean names(ApiResponse answer, String exception) {
        return answer.object().get("errors") instanceof List<?> errors
                && errors.stream()
                        .anyMatch(error -> error instanceof Map<?, ?> fields
                                && fields.get("exceptionName") instanceof String name
                                && name.startsWith("com.atlassian.")
                                && name.endsWith(exception));
    }
}
