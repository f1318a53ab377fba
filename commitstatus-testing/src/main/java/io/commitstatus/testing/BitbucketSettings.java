package io.commitstatus.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in Bitbucket about repositories, commits and accounts. */
final class BitbucketSettings {
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> administrators = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> repositories;

    void onlyRepositories(Set<String> known) {
        repositories = Set.copyOf(known.stream().map(BitbucketSettings::fold).toList());
    }

    void alias(String alias, String repository) {
        aliases.put(fold(alias), repository);
    }

    void revoke(String secret) {
        revoked.add(secret);
    }

    void forbid(String repository) {
        forbidden.add(fold(repository));
    }

    void administrator(String account) {
        administrators.add(account);
    }

    void commitVisible(String sha, boolean visible) {
        if (visible) {
            hiddenCommits.remove(fold(sha));
        } else {
            hiddenCommits.add(fold(sha));
        }
    }

    /** The repository's own name. */
    String resolve(String repository) {
        return aliases.getOrDefault(fold(repository), repository);
    }

    boolean knows(String repository) {
        Set<String> known = repositories;
        return known == null || known.contains(fold(repository));
    }

    boolean accepts(String secret) {
        return !revoked.contains(secret);
    }

    boolean isForbidden(String repository) {
        return forbidden.contains(fold(repository));
    }

    boolean isAdministrator(String account) {
        return administrators.contains(account);
    }

    boolean isVisible(String sha) {
        return sha.matches("[0-9a-fA-F]{40}") && !hiddenCommits.contains(fold(sha));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
