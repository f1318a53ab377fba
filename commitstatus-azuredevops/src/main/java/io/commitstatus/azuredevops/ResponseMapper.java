package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        if ((status == 302 || status == 303) && !answer.redirectsToHttps()) {
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
            case 401 -> PublishResult.rejected(Rejection.CREDENTIALS, reason + unauthorized(answer));
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason + forbidden(message.text()));
            case 404, 410 -> PublishResult.rejected(Rejection.NOT_FOUND, reason + notFound());
            case 429 -> limited(answer, reason);
            default -> PublishResult.of(answer, message.text());
        };
    }

    /** IIS offers to sign in as Windows users do, which no token can. */
    private static String unauthorized(ApiResponse answer) {
        List<String> schemes = answer.headers("WWW-Authenticate").stream()
                .flatMap(it -> Stream.of(it.split(",")))
                .map(it -> it.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT))
                .toList();
        boolean windows = schemes.contains("ntlm") || schemes.contains("negotiate");
        return windows && !schemes.contains("basic") && !schemes.contains("bearer")
                ? " (the server offers to sign in by NTLM or Negotiate alone, which is not possible here: let it take personal"
                        + " access tokens, over https; where it does, the token is wrong, expired or revoked)"
                : " (the token is wrong, expired, revoked or another organization's; put a new one into the Secret)";
    }

    /** Of a refusal that says what is missing, its own words are the best. */
    private String forbidden(String message) {
        boolean general = message.isBlank()
                || message.equalsIgnoreCase("forbidden")
                || message.contains("TF400813"); // is not authorized to access this resource
        return general
                ? " (the token needs the scope Code (status), and its owner Contribute on " + repository + ")"
                : "";
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
