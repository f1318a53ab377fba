package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads Azure DevOps' answers. Thread-safe. */
final class ResponseMapper {
    private static final Set<String> UNKNOWN_COMMIT = Set.of(
            "GitUnresolvableToCommitException", "GitCommitDoesNotExistException", "GitObjectDoesNotExistException");
    private static final Set<String> NOT_FOUND = Set.of(
            "GitRepositoryNotFoundException", "ProjectDoesNotExistException", "ProjectDoesNotExistWithNameException");
    private static final Set<String> BAD_VERSION = Set.of(
            "VssVersionOutOfRangeException", "VssVersionNotSpecifiedException", "VssInvalidPreviewVersionException");

    private final String repository;

    ResponseMapper(String repository) {
        this.repository = repository;
    }

    PublishResult read(ApiResponse answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return status != 203 && isJson(answer) ? published(answer) : signIn(status);
        }
        if (status == 302 || status == 303) {
            return signIn(status);
        }
        ErrorMessage message = ErrorMessage.of(answer);
        String reason = answer.reason(message.text());
        if (UNKNOWN_COMMIT.contains(message.typeKey())) {
            return PublishResult.notVisible(reason);
        }
        if (BAD_VERSION.contains(message.typeKey())) {
            return PublishResult.rejected(
                    Rejection.INVALID,
                    reason + " (set the annotation " + AzureDevOpsPublisher.API_VERSION
                            + " to a version that the server has)");
        }
        if (NOT_FOUND.contains(message.typeKey())) {
            return PublishResult.rejected(Rejection.NOT_FOUND, reason + notFound());
        }
        return switch (status) {
            case 401 ->
                PublishResult.rejected(
                        Rejection.CREDENTIALS,
                        reason + " (the token is wrong, expired, revoked or another organization's; put a new one into"
                                + " the Secret)");
            case 403 ->
                PublishResult.rejected(
                        Rejection.FORBIDDEN,
                        reason + " (the token needs the scope Code (status), and its owner Contribute on " + repository
                                + ")");
            case 404, 410 -> PublishResult.rejected(Rejection.NOT_FOUND, reason + notFound());
            case 429 -> limited(answer, reason);
            default -> PublishResult.of(answer, message.text());
        };
    }

    private String notFound() {
        return " (there is no " + repository + ", or the token may not see it: check the address, the token's"
                + " organization and, on a server, the annotation " + Provider.API_URL + ")";
    }

    /** It was taken, but the next one is better sent later. */
    private static PublishResult published(ApiResponse answer) {
        return answer.retryAfter()
                .filter(it -> !it.isZero())
                .map(it -> PublishResult.published().andPause(it))
                .orElseGet(PublishResult::published);
    }

    /** A refused token is often answered with a page for people to sign in, which looks like a success or a redirect. */
    static PublishResult signIn(int status) {
        return PublishResult.rejected(
                Rejection.CREDENTIALS,
                "HTTP " + status + ", which is not an answer of the API but a way to sign in (the token is wrong,"
                        + " expired, revoked or another organization's; put a new one into the Secret)");
    }

    private static boolean isJson(ApiResponse answer) {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("json") && answer.json().isPresent();
    }

    private static PublishResult limited(ApiResponse answer, String reason) {
        Optional<Duration> wait = answer.retryAfter().or(() -> answer.untilEpochSecond("X-RateLimit-Reset"));
        return wait.map(it -> PublishResult.rateLimited(reason, it)).orElseGet(() -> PublishResult.rateLimited(reason));
    }
}
