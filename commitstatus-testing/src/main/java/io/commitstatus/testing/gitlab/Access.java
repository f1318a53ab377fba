package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What GitLab tells a token about itself and its user: scopes, end, roles. */
final class Access {
    private static final int MAINTAINER = 40;
    private static final int REPORTER = 20;

    private final Settings settings;
    private final Map<String, LocalDate> ends = new ConcurrentHashMap<>();
    private final Map<String, Integer> roles = new ConcurrentHashMap<>();

    Access(Settings settings) {
        this.settings = settings;
    }

    void ends(String token, LocalDate when) {
        ends.put(token, when);
    }

    /** Zero for no member. */
    void role(String token, int level) {
        roles.put(token, level);
    }

    /** Empty when the path is about something else. */
    Optional<ForgeResponse> answer(List<String> path, String token) {
        if (path.equals(List.of("personal_access_tokens", "self"))) {
            return Optional.of(self(token));
        }
        if (path.equals(List.of("user"))) {
            return Optional.of(ForgeResponse.json(200, Map.of("id", userId(token), "username", "bot")));
        }
        boolean project = path.size() == 2 && path.get(0).equals("projects");
        boolean member = path.size() == 5 && path.subList(2, 4).equals(List.of("members", "all"));
        if (!project && !member) {
            return Optional.empty();
        }
        Optional<String> found = settings.project(path.get(1));
        if (found.isEmpty()) {
            return Optional.of(Answers.notFound("Project"));
        }
        int level = roles.getOrDefault(token, settings.isForbidden(found.get()) ? REPORTER : MAINTAINER);
        if (project) {
            return Optional.of(project(found.get(), level));
        }
        return Optional.of(
                level == 0
                        ? Answers.notFound("Member")
                        : ForgeResponse.json(200, Map.of("id", userId(token), "access_level", level)));
    }

    private ForgeResponse self(String token) {
        if (token.matches("[0-9a-f]{64}")) {
            return Answers.message(
                    400, "400 Bad request - This endpoint requires token type to be a personal access token");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", 7);
        body.put("scopes", List.of(settings.isReadOnly(token) ? "read_api" : "api"));
        body.put("user_id", userId(token));
        body.put("expires_at", ends.containsKey(token) ? ends.get(token).toString() : null);
        return ForgeResponse.json(200, body);
    }

    private static ForgeResponse project(String project, int level) {
        Map<String, Object> permissions = new LinkedHashMap<>();
        permissions.put("project_access", level == 0 ? null : Map.of("access_level", level));
        permissions.put("group_access", null);
        return ForgeResponse.json(
                200, Map.of("path_with_namespace", project, "archived", false, "permissions", permissions));
    }

    private static int userId(String token) {
        return Math.floorMod(token.hashCode(), 1_000_000);
    }
}
