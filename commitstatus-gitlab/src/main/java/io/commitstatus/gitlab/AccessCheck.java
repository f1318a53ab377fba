package io.commitstatus.gitlab;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token may write statuses: it needs the scope {@code api}, which every access token may ask of itself, and its user
 * the role Developer. An OAuth token cannot ask of itself; its user's role stands with the project.
 */
final class AccessCheck {
    private static final int DEVELOPER = 30;

    private static final Map<Integer, String> ROLES = Map.of(
            0,
            "no access",
            5,
            "Minimal Access",
            10,
            "Guest",
            15,
            "Planner",
            20,
            "Reporter",
            25,
            "Security Manager",
            30,
            "Developer",
            40,
            "Maintainer",
            50,
            "Owner");

    /** Gets what lies under a path of the API. */
    @FunctionalInterface
    interface Question {
        ApiResponse ask(String... path) throws IOException, InterruptedException;
    }

    private final String project;
    private final ResponseMapper answers;
    private final Question question;

    AccessCheck(String project, ResponseMapper answers, Question question) {
        this.project = project;
        this.answers = answers;
        this.question = question;
    }

    CheckResult run() throws IOException, InterruptedException {
        ApiResponse self = question.ask("personal_access_tokens", "self");
        boolean isAccessToken = self.status() != 400 && self.status() != 404;
        Map<String, Object> token = isAccessToken ? object(self, "scopes") : Map.of();
        Map<String, Object> details = object(question.ask("projects", project), "path_with_namespace");
        return verdict(token, details).expiring(expiry(token));
    }

    private Map<String, Object> object(ApiResponse answer, String member) throws IOException {
        answers.read(answer).orThrow();
        if (!answer.object().containsKey(member)) {
            throw new IOException("HTTP " + answer.status() + ", but the answer has no " + member);
        }
        return answer.object();
    }

    private CheckResult verdict(Map<String, Object> token, Map<String, Object> details)
            throws IOException, InterruptedException {
        if (token.get("scopes") instanceof List<?> scopes && !scopes.contains("api") && !scopes.contains("granular")) {
            return CheckResult.refused(
                    Rejection.FORBIDDEN,
                    "the token lacks the scope api (it has " + scopes + "); make one with that scope");
        }
        if (Boolean.TRUE.equals(details.get("archived"))) {
            return CheckResult.refused(Rejection.FORBIDDEN, "the project " + project + " is archived, and read-only");
        }
        return token.get("user_id") instanceof Number user ? ofMember(user) : ofProject(details);
    }

    /** The role that counts in the end: inherited from groups, and through groups that were invited. */
    private CheckResult ofMember(Number user) throws IOException, InterruptedException {
        ApiResponse answer = question.ask("projects", project, "members", "all", String.valueOf(user.longValue()));
        if (answer.status() != 404) {
            Object level = object(answer, "access_level").get("access_level");
            return level instanceof Number role ? ofRole(role.intValue()) : untold();
        }
        boolean administrator =
                Boolean.TRUE.equals(object(question.ask("user"), "username").get("is_admin"));
        return administrator
                ? CheckResult.allowed("the token's user is an administrator")
                : CheckResult.refused(
                        Rejection.FORBIDDEN,
                        "the token's user is not a member of " + project + "; add it with the role Developer");
    }

    private CheckResult ofProject(Map<String, Object> details) {
        if (!(details.get("permissions") instanceof Map<?, ?> permissions)) {
            return untold();
        }
        OptionalInt role = IntStream.concat(
                        level(permissions.get("project_access")), level(permissions.get("group_access")))
                .max();
        // A role through a group that was invited does not stand here.
        return role.isPresent() && role.getAsInt() >= DEVELOPER ? ofRole(role.getAsInt()) : untold();
    }

    private static IntStream level(@Nullable Object access) {
        return access instanceof Map<?, ?> fields && fields.get("access_level") instanceof Number level
                ? IntStream.of(level.intValue())
                : IntStream.empty();
    }

    private CheckResult ofRole(int level) {
        String role = ROLES.getOrDefault(level, "with access level " + level);
        return level >= DEVELOPER
                ? CheckResult.allowed("the role " + role)
                : CheckResult.refused(
                        Rejection.FORBIDDEN,
                        "the token's user has the role " + role + " in " + project + "; statuses need Developer");
    }

    private static CheckResult untold() {
        return CheckResult.uncertain("GitLab does not tell the role of the token's user");
    }

    /** What a token says of itself: it ends at the beginning of that day, UTC. */
    static Optional<Instant> expiry(Map<String, Object> token) {
        if (!(token.get("expires_at") instanceof String date)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
