package io.commitstatus.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in GitHub about repositories, commits and tokens. */
final class GitHubSettings {
    /** Where a renamed repository went, and with which status GitHub says so. */
    record Moved(int status, String target) {}

    private final Map<String, Moved> moved = new ConcurrentHashMap<>();
    private final Map<String, String> byId = new ConcurrentHashMap<>();
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> repositories;
    private volatile @Nullable Set<String> tokens;

    void onlyRepositories(Set<String> known) {
        repositories = Set.copyOf(known.stream().map(GitHubSettings::fold).toList());
    }

    void onlyTokens(Set<String> known) {
        tokens = Set.copyOf(known);
    }

    void revoke(String token) {
        revoked.add(token);
    }

    void forbid(String repository) {
        forbidden.add(fold(repository));
    }

    void commitVisible(String sha, boolean visible) {
        if (visible) {
            hiddenCommits.remove(fold(sha));
        } else {
            hiddenCommits.add(fold(sha));
        }
    }

    /** GitHub redirects to the repository's number, which outlives its names. */
    void rename(String from, String to, int status) {
        String id = Integer.toString(1000 + byId.size());
        byId.put(id, to);
        moved.put(fold(from), new Moved(status, id));
    }

    boolean knows(String repository) {
        Set<String> known = repositories;
        return known == null || known.contains(fold(repository));
    }

    boolean accepts(String token) {
        Set<String> known = tokens;
        return !revoked.contains(token) && (known == null || known.contains(token));
    }

    boolean isForbidden(String repository) {
        return forbidden.contains(fold(repository));
    }

    boolean isVisible(String sha) {
        return sha.matches("[0-9a-fA-F]{40}") && !hiddenCommits.contains(fold(sha));
    }

    Optional<Moved> moved(String repository) {
        return Optional.ofNullable(moved.get(fold(repository)));
    }

    Optional<String> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
