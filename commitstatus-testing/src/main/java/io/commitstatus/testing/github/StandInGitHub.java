package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A GitHub that behaves, in the manner of a GitHub Enterprise Server: append-only statuses of which the newest per context
 * is shown, contexts compared without case, GitHub's limits on lengths, numbers and rates, its redirects for renamed
 * repositories and its words for everything that it refuses. By default every repository and commit exists, every token is
 * good and 5000 requests per hour are allowed. Thread-safe.
 *
 * <pre>{@code
 * try (StandInGitHub github = StandInGitHub.start()) {
 *     Provider provider = Provider.builder("team/app").type("github")
 *             .address(github.url() + "/org/app")
 *             .annotation(Provider.API_URL, github.apiUrl().toString())
 *             .secretRef("token")
 *             .build();
 *     System.out.println(provider + ": " + github.statuses("org/app", sha));
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class StandInGitHub extends StandIn {
    /** The id of the App's one installation. */
    public static final String INSTALLATION = Apps.INSTALLATION;

    private final Store store;
    private final Settings settings;
    private final Limits limits;
    private final Apps apps;

    private StandInGitHub(FakeForge forge, Store store, Settings settings, Limits limits, Apps apps) {
        super(forge);
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.apps = apps;
    }

    /** Starts with the system's clock. */
    public static StandInGitHub start() {
        return start(Clock.systemUTC());
    }

    /** Starts with a clock, by which it dates its answers and ends its rate limits. */
    public static StandInGitHub start(Clock clock) {
        Store store = new Store();
        Settings settings = new Settings();
        Limits limits = new Limits(clock);
        Apps apps = new Apps(clock);
        FakeForge forge = FakeForge.start(new Api(clock, store, settings, limits, apps));
        return new StandInGitHub(forge, store, settings, limits, apps);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + Api.ROOT);
    }

    /** {@return the address of a repository, such as {@code my-org/my-repo}, for a Provider} */
    public String address(String repository) {
        return url() + "/" + repository;
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return store.all(repository, commit).stream().map(Store.Entry::status).toList();
    }

    /** {@return what is shown on a commit, by context as it was sent last} */
    public Map<String, ShownStatus> shown(String repository, String commit) {
        Map<String, ShownStatus> shown = new LinkedHashMap<>();
        store.shown(repository, commit).forEach(it -> shown.put(it.status().key(), it.status()));
        return shown;
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return store.shown(repository, commit).stream()
                .map(Store.Entry::status)
                .filter(it -> Store.fold(it.key()).equals(Store.fold(vendorKey)))
                .findFirst();
    }

    /** From now on only these repositories, written {@code owner/name}, exist; others are answered with 404. */
    public void onlyRepositories(String... repositories) {
        settings.onlyRepositories(Set.of(repositories));
    }

    /** From now on only these tokens are good; others are answered with 401. */
    public void onlyTokens(String... tokens) {
        settings.onlyTokens(Set.of(tokens));
    }

    /** From now on this token is answered with 401. */
    public void revoke(String token) {
        settings.revoke(token);
    }

    /** From now on nobody may write statuses to this repository; that is answered with 403. */
    public void forbid(String repository) {
        settings.forbid(repository);
    }

    /** This is a classic token with these scopes; else a token is a fine-grained one, whose permissions nothing tells. */
    public void scopes(String token, String... granted) {
        settings.scopes(token, granted);
    }

    /** From now on answers tell that this token ends then. */
    public void ends(String token, Instant when) {
        settings.ends(token, when);
    }

    /** From now on this token lacks the permission for statuses, which is answered with 403. */
    public void withoutStatuses(String token) {
        settings.withoutStatuses(token);
    }

    /** From now on this organization enforces SAML single sign-on, for which no token is allowed; that is answered with 403. */
    public void enforceSso(String owner) {
        settings.enforceSso(owner);
    }

    /** Archives a repository. */
    public void archive(String repository) {
        settings.archive(repository);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        settings.commitVisible(commit, visible);
    }

    /** Renames a repository: requests to the old name are redirected with this status, 301, 302, 307 or 308. */
    public void rename(String from, String to, int status) {
        settings.rename(from, to, status);
    }

    /** Limits the requests of each token per hour; more are answered with this status, 403 or 429. */
    public void primaryLimit(int requestsPerHour, int status) {
        limits.primary(requestsPerHour, status);
    }

    /**
     * Refuses everything for a while, by the clock, as GitHub does when its secondary limit is exceeded.
     *
     * @param window for how long from now
     * @param status 403 or 429
     * @param withHeaders whether {@code Retry-After} tells how long
     */
    public void secondaryLimit(Duration window, int status, boolean withHeaders) {
        limits.secondary(window, status, withHeaders);
    }

    /** {@return how many requests came while a limit was in force that had been told in an answer before} */
    public int limitViolations() {
        return limits.violations();
    }

    /** Registers a GitHub App, which may write statuses and is installed on every repository. */
    public void app(String id, PublicKey key) {
        apps.register(id, key);
    }

    /** From now on installation tokens are good for so long; an hour unless this said otherwise. */
    public void tokenLifetime(Duration lifetime) {
        apps.lifetime(lifetime);
    }

    /** From now on every installation token is this one, for a test that looks for it. */
    public void mints(String token) {
        apps.mints(token);
    }

    /** Suspends the installation, or ends that; requests for tokens are answered with 403 meanwhile. */
    public void suspendInstallation(boolean suspended) {
        apps.suspended(suspended);
    }

    /** Removes the installation, or puts it back; requests for tokens are answered with 404 meanwhile. */
    public void removeInstallation(boolean removed) {
        apps.removed(removed);
    }

    /** Takes a repository out of the installation. */
    public void excludeFromInstallation(String repository) {
        apps.exclude(repository);
    }

    /** Whether the App has "Commit statuses: write"; requests for tokens that want it are answered with 422 otherwise. */
    public void appWritesStatuses(boolean may) {
        apps.writesStatuses(may);
    }

    /** Ends all installation tokens before their time; they are answered with 401. */
    public void revokeInstallationTokens() {
        apps.revokeTokens();
    }

    /** {@return how many installation tokens were handed out} */
    public int mintedTokens() {
        return apps.minted();
    }
}
