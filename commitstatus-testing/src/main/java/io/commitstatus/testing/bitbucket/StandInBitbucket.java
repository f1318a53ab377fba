package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Bitbucket Cloud that behaves: one status per key, which only the account that posted it or an administrator may
 * overwrite, Bitbucket's limits on lengths, templates in URLs filled in when they are shown, app passwords refused, rate
 * limits that name no end, and Bitbucket's words for everything that it refuses. By default every repository and commit
 * exists, every token is good and requests are not limited. Thread-safe.
 *
 * @since 0.1
 */
public final class StandInBitbucket extends StandIn {
    private final Store store;
    private final Settings settings;
    private final CloudLimits limits;
    private final Clock clock;

    private StandInBitbucket(FakeForge forge, Store store, Settings settings, CloudLimits limits, Clock clock) {
        super(forge);
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    /** Starts with the system's clock. */
    public static StandInBitbucket start() {
        return start(Clock.systemUTC());
    }

    /** Starts with a clock, by which it dates its answers and counts requests. */
    public static StandInBitbucket start(Clock clock) {
        Store store = new Store();
        Settings settings = new Settings();
        CloudLimits limits = new CloudLimits(clock);
        FakeForge forge = FakeForge.start(new CloudApi(clock, store, settings, limits));
        return new StandInBitbucket(forge, store, settings, limits, clock);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + CloudApi.ROOT);
    }

    /**
     * {@return the address of a repository, such as {@code my-workspace/my-repo}, for a Provider that has {@link #apiUrl} in
     * its annotation}
     */
    public String address(String repository) {
        return "https://bitbucket.org/" + repository;
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return store.all(repository, commit).stream()
                .map(it -> CloudApi.shown(repository, commit, it))
                .toList();
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return store.find(repository, commit, vendorKey).map(it -> CloudApi.shown(repository, commit, it));
    }

    /** {@return the branch that a status names} */
    public Optional<String> refname(String repository, String commit, String vendorKey) {
        return store.find(repository, commit, vendorKey).flatMap(Store.Entry::ref);
    }

    /** {@return the visible name of a status} */
    public Optional<String> name(String repository, String commit, String vendorKey) {
        return store.find(repository, commit, vendorKey).map(Store.Entry::name);
    }

    /** From now on only these repositories, written {@code workspace/slug}, exist; others are answered with 404. */
    public void onlyRepositories(String... repositories) {
        settings.onlyRepositories(Set.of(repositories));
    }

    /** Another name for a repository, such as {@code {uuid}/{uuid}}. */
    public void alias(String alias, String repository) {
        settings.alias(alias, repository);
    }

    /** Registers an OAuth consumer, whose tokens all act as one account. */
    public OAuthClient consumer(String id) {
        OAuthClient consumer = new OAuthClient(clock, id);
        settings.consumer(consumer);
        return consumer;
    }

    /** From now on this token is answered with 401. */
    public void revoke(String token) {
        settings.revoke(token);
    }

    /** From now on tokens lack the scope for this repository; that is answered with 403. */
    public void forbid(String repository) {
        settings.forbid(repository);
    }

    /** Lets an account, an email address or an access token, overwrite what others have posted. */
    public void administrator(String account) {
        settings.administrator(account);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        settings.commitVisible(commit, visible);
    }

    /** Limits the requests of each account in any hour; more are answered with 429, without a word about when to return. */
    public void rateLimit(int requestsPerHour) {
        limits.perHour(requestsPerHour);
    }
}
