package io.commitstatus.testing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in Azure DevOps about repositories, commits, tokens and itself. */
final class AzureSettings {
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> repositories;
    private volatile @Nullable Set<String> tokens;
    private volatile int signIn;
    private volatile String newestVersion = "7.1";

    void onlyRepositories(Set<String> known) {
        repositories = Set.copyOf(known.stream().map(AzureSettings::fold).toList());
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

    void commitVisible(String commit, boolean visible) {
        if (visible) {
            hiddenCommits.remove(fold(commit));
        } else {
            hiddenCommits.add(fold(commit));
        }
    }

    void signIn(int status) {
        signIn = status;
    }

    void newestVersion(String version) {
        newestVersion = version;
    }

    boolean knowsProject(String project) {
        Set<String> known = repositories;
        return known == null || known.stream().anyMatch(it -> it.startsWith(fold(project) + "/"));
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

    boolean isVisible(String commit) {
        return commit.matches("[0-9a-fA-F]{40}") && !hiddenCommits.contains(fold(commit));
    }

    /** The status with which everybody is sent to sign in, whatever the request asks for. */
    Optional<Integer> signIn() {
        return signIn == 0 ? Optional.empty() : Optional.of(signIn);
    }

    String newestVersion() {
        return newestVersion;
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
