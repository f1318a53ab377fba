package io.commitstatus.testing.forge;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a test has told a stand-in about repositories, commits and tokens. Until it has, all exist and are good. Thread-safe.
 *
 * @since 0.1
 */
public abstract class StandInSettings {
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> repositories;
    private volatile @Nullable Set<String> tokens;

    /** For subclasses. */
    protected StandInSettings() {}

    public final void onlyRepositories(Set<String> known) {
        repositories = Set.copyOf(known.stream().map(StandInSettings::fold).toList());
    }

    public final void onlyTokens(Set<String> known) {
        tokens = Set.copyOf(known);
    }

    public final void revoke(String token) {
        revoked.add(token);
    }

    public final void forbid(String repository) {
        forbidden.add(fold(repository));
    }

    public final void commitVisible(String commit, boolean visible) {
        if (visible) {
            hiddenCommits.remove(fold(commit));
        } else {
            hiddenCommits.add(fold(commit));
        }
    }

    public final boolean knows(String repository) {
        Set<String> known = repositories;
        return known == null || known.contains(fold(repository));
    }

    /** Whether there is a repository whose path begins with these segments. */
    public final boolean knowsWithin(String segments) {
        Set<String> known = repositories;
        return known == null || known.stream().anyMatch(it -> it.startsWith(fold(segments) + "/"));
    }

    public final boolean accepts(String token) {
        Set<String> known = tokens;
        return !revoked.contains(token) && (known == null || known.contains(token));
    }

    public final boolean isForbidden(String repository) {
        return forbidden.contains(fold(repository));
    }

    public final boolean isHidden(String commit) {
        return hiddenCommits.contains(fold(commit));
    }

    public boolean isVisible(String commit) {
        return commit.matches("[0-9a-fA-F]{40}") && !isHidden(commit);
    }

    protected static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
