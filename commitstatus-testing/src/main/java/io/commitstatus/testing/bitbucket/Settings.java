package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandInSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in Bitbucket about repositories, commits and accounts. */
final class Settings extends StandInSettings {
    /** After so many wrong passwords a Data Center asks for a CAPTCHA, as it is set up by default. */
    private static final int PATIENCE = 5;

    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Set<String> administrators = ConcurrentHashMap.newKeySet();
    private volatile @Nullable OAuthClient consumer;

    void consumer(OAuthClient client) {
        consumer = client;
    }

    Optional<OAuthClient> consumer() {
        return Optional.ofNullable(consumer);
    }

    void alias(String alias, String repository) {
        aliases.put(fold(alias), repository);
    }

    void administrator(String account) {
        administrators.add(account);
    }

    /** The account has shown a wrong password. */
    void refused(Account account) {
        if (!account.accessToken()) {
            refusals.merge(account.name(), 1, Integer::sum);
        }
    }

    /** Whether the account has shown so many wrong passwords that it has to answer a CAPTCHA, even with the right one. */
    boolean wantsCaptcha(Account account) {
        return !account.accessToken() && refusals.getOrDefault(account.name(), 0) >= PATIENCE;
    }

    /** The repository's own name. */
    String resolve(String repository) {
        return aliases.getOrDefault(fold(repository), repository);
    }

    boolean isAdministrator(String account) {
        return administrators.contains(account);
    }
}
