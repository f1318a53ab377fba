package io.commitstatus.github;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.NotVisible;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a token may write statuses. A classic token's scopes and the role of its user stand in the answer to any question;
 * what a fine-grained token or an App may do is told nowhere, but one that may not even read statuses may not write them.
 */
final class AccessCheck {
    /** As GitHub writes it: {@code 2026-12-01 07:00:00 UTC}, or with an offset in place of the zone. */
    private static final List<DateTimeFormatter> EXPIRY = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT));

    /** An App's own tokens. Their permissions are the App's, whatever the repository's answer says of a user's role. */
    static final String APP_TOKEN = "ghs_";

    /** Asks about something below the repository. */
    @FunctionalInterface
    interface Question {
        ApiResponse ask(String... path) throws IOException, InterruptedException;
    }

    private final GitHubDestination destination;
    private final String token;
    private final Question question;

    AccessCheck(GitHubDestination destination, String token, Question question) {
        this.destination = destination;
        this.token = token;
        this.question = question;
    }

    CheckResult run() throws IOException, InterruptedException {
        ApiResponse answer = question.ask();
        Map<String, Object> repository = answer.object();
        if (!repository.containsKey("full_name")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a repository");
        }
        return verdict(answer, repository).expiring(expiry(answer));
    }

    private CheckResult verdict(ApiResponse answer, Map<String, Object> repository)
            throws IOException, InterruptedException {
        if (Boolean.TRUE.equals(repository.get("archived"))) {
            return CheckResult.refused(
                    Rejection.FORBIDDEN, "the repository " + destination.repository() + " is archived, and read-only");
        }
        boolean pushes = repository.get("permissions") instanceof Map<?, ?> may && Boolean.TRUE.equals(may.get("push"));
        if (!pushes && !token.startsWith(APP_TOKEN)) {
            return CheckResult.refused(
                    Rejection.FORBIDDEN,
                    "the token's user may not push to " + destination.repository() + "; give the user the role Write");
        }
        Optional<String> scopes = answer.header("X-OAuth-Scopes");
        return scopes.isPresent() ? ofScopes(scopes.get(), repository) : ofPermissions();
    }

    private CheckResult ofScopes(String header, Map<String, Object> repository) {
        List<String> scopes = Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
        boolean isPublic = Boolean.FALSE.equals(repository.get("private"));
        boolean enough = scopes.contains("repo")
                || scopes.contains("repo:status")
                || (isPublic && scopes.contains("public_repo"));
        return enough
                ? CheckResult.allowed("the scopes " + scopes + ", and the user may push")
                : CheckResult.refused(
                        Rejection.FORBIDDEN,
                        "the token lacks the scope repo:status (it has " + (scopes.isEmpty() ? "none" : scopes) + ")");
    }

    private CheckResult ofPermissions() throws IOException, InterruptedException {
        try {
            question.ask("commits", "HEAD", "status");
        } catch (PublishFailedException e) {
            if (!isAboutTheCommit(e.result())) {
                throw e;
            }
        }
        return CheckResult.uncertain(
                "GitHub does not tell whether the token has the permission \"Commit statuses: write\"");
    }

    /** An empty repository has no commit to ask about, which says nothing of the token. */
    private static boolean isAboutTheCommit(PublishResult result) {
        return result instanceof NotVisible
                || (result instanceof Rejected rejected
                        && (rejected.kind() == Rejection.INVALID || rejected.kind() == Rejection.NOT_FOUND));
    }

    /** Of a personal access token; every answer tells it. */
    static Optional<Instant> expiry(ApiResponse answer) {
        return answer.header("GitHub-Authentication-Token-Expiration")
                .map(String::strip)
                .flatMap(text -> {
                    for (DateTimeFormatter format : EXPIRY) {
                        try {
                            return Optional.of(ZonedDateTime.parse(text, format).toInstant());
                        } catch (DateTimeException e) {
                            // Perhaps in the other form.
                        }
                    }
                    return Optional.empty();
                });
    }
}
