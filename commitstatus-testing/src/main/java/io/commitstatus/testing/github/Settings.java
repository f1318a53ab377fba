package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandInSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test has told a stand-in GitHub about repositories, commits and tokens. */
final class Settings extends StandInSettings {
    /** Where a renamed repository went, and with which status GitHub says so. */
    record Moved(int status, String target) {}

    private static final DateTimeFormatter END = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Set<String> ssoOwners = ConcurrentHashMap.newKeySet();
    private final Map<String, Moved> moved = new ConcurrentHashMap<>();
    private final Map<String, String> byId = new ConcurrentHashMap<>();

    /** By token. */
    private final Map<String, String> scopes = new ConcurrentHashMap<>();

    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private final Set<String> withoutStatuses = ConcurrentHashMap.newKeySet();
    private final Set<String> archived = ConcurrentHashMap.newKeySet();

    void scopes(String token, String... granted) {
        scopes.put(token, String.join(", ", granted));
    }

    void ends(String token, Instant when) {
        ends.put(token, when);
    }

    void withoutStatuses(String token) {
        withoutStatuses.add(token);
    }

    void enforceSso(String owner) {
        ssoOwners.add(fold(owner));
    }

    boolean enforcesSso(String owner) {
        return ssoOwners.contains(fold(owner));
    }

    void archive(String repository) {
        archived.add(fold(repository));
    }

    boolean readsStatuses(String token) {
        return !withoutStatuses.contains(token);
    }

    /** A private repository, as it is shown to a token. */
    ForgeResponse describe(String token, String repository) {
        boolean push = !isForbidden(repository);
        ForgeResponse answer = ForgeResponse.json(
                200,
                Map.of(
                        "full_name",
                        repository,
                        "private",
                        true,
                        "archived",
                        archived.contains(fold(repository)),
                        "permissions",
                        Map.of("admin", false, "push", push, "pull", true)));
        if (scopes.containsKey(token)) {
            answer = answer.header("X-OAuth-Scopes", scopes.get(token));
        }
        return answer;
    }

    /** The answer with what GitHub tells of a token's end. */
    ForgeResponse tell(String token, ForgeResponse answer) {
        return ends.containsKey(token)
                ? answer.header("GitHub-Authentication-Token-Expiration", END.format(ends.get(token)))
                : answer;
    }

    /** GitHub redirects to the repository's number, which outlives its names. */
    void rename(String from, String to, int status) {
        String id = Integer.toString(1000 + byId.size());
        byId.put(id, to);
        moved.put(fold(from), new Moved(status, id));
    }

    Optional<Moved> moved(String repository) {
        return Optional.ofNullable(moved.get(fold(repository)));
    }

    Optional<String> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
