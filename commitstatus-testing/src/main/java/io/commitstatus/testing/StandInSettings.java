package io.commitstatus.testing;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a test has told a stand-in about repositories, commits and tokens. Until it has, all exist and are good. Thread-safe.
 */
abstract class StandInSettings {
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> repositories;
    private volatile @Nullable Set<String> tokens;

    final void onlyRepositories(Set<String> known) {
        repositories = Set.copyOf(known.stream().map(StandInSettings::fold).toList());
    }

    final void onlyTokens(Set<String> known) {
        tokens = Set.copyOf(known);
    }

    final void revoke(String token) {
        revoked.add(token);
    }

    final void forbid(String repository) {
        forbidden.add(fold(repository));
    }

    final void commitVisible(String commit, boolean visible) {
        if (visible) {
            hiddenCommits.remove(fold(commit));
        } else {
            hiddenCommits.add(fold(commit));
        }
    }

    final boolean knows(String repository) {
        Set<String> known = repositories;
        return known == null || known.contains(fold(repository));
    }

    /** Whether there is a repository whose path begins with these segments. */
    final boolean knowsWithin(String segments) {
        Set<String> known = repositories;
        return known == null || known.stream().anyMatch(it -> it.startsWith(fold(segments) + "/"));
    }

    final boolean accepts(String token) {
        Set<String> known = tokens;
        return !revoked.contains(token) && (known == null || known.contains(token));
    }

    final boolean isForbidden(String repository) {
        return forbidden.contains(fold(repository));
    }

    final boolean isHidden(String commit) {
        return hiddenCommits.contains(fold(commit));
    }

    boolean isVisible(String commit) {
        return commit.matches("[0-9a-fA-F]{40}") && !isHidden(commit);
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
