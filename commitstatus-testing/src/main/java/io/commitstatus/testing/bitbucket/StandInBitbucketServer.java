package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Bitbucket Data Center that behaves, under a context path: one status per key and repository, its limits on lengths, its
 * rules for refs, the endpoints that its version has, a CAPTCHA after five wrong passwords of a user, and its words for everything that it refuses. By default it is of a
 * recent version, every repository and commit exists, every token and password is good and requests are not limited.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class StandInBitbucketServer extends StandIn {
    private final Store store;
    private final Settings settings;
    private final ServerBucket bucket;
    private final ServerApi api;

    private StandInBitbucketServer(
            FakeForge forge, Store store, Settings settings, ServerBucket bucket, ServerApi api) {
        super(forge);
        this.store = store;
        this.settings = settings;
        this.bucket = bucket;
        this.api = api;
    }

    /** Starts with the system's clock. */
    public static StandInBitbucketServer start() {
        return start(Clock.systemUTC());
    }

    /** Starts with a clock, by which it dates its answers and fills its rate limit's bucket. */
    public static StandInBitbucketServer start(Clock clock) {
        Store store = new Store();
        Settings settings = new Settings();
        ServerBucket bucket = new ServerBucket(clock);
        ServerApi api = new ServerApi(clock, store, settings, bucket);
        return new StandInBitbucketServer(FakeForge.start(api), store, settings, bucket, api);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + ServerApi.ROOT);
    }

    /** {@return the clone URL of a repository, such as {@code KEY/slug} or {@code ~user/slug}, for a Provider} */
    public String address(String repository) {
        return url() + ServerApi.CONTEXT + "/scm/" + repository + ".git";
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return entries(repository, commit).map(Store.Entry::status).toList();
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return find(repository, commit, vendorKey).map(Store.Entry::status);
    }

    /** {@return the ref that a status names} */
    public Optional<String> ref(String repository, String commit, String vendorKey) {
        return find(repository, commit, vendorKey).flatMap(Store.Entry::ref);
    }

    /** {@return the visible name of a status} */
    public Optional<String> name(String repository, String commit, String vendorKey) {
        return find(repository, commit, vendorKey).map(Store.Entry::name);
    }

    /**
     * {@return whether the merge check for required builds lets a commit pass: whether there is a build of this parent, and the
     * builds of this parent are all successful}
     */
    public boolean passesRequiredBuild(String repository, String commit, String parent) {
        List<Store.Entry> builds = store.all(repository, commit).stream()
                .filter(it -> parent.equals(it.parentOrNull()))
                .toList();
        return !builds.isEmpty()
                && builds.stream().allMatch(it -> it.status().state().equals("SUCCESSFUL"));
    }

    /**
     * From now on it is of this version, such as {@code 7.3.1}: before 7.4 builds cannot be posted to a repository, before
     * 7.14 they cannot be asked for there.
     */
    public void version(String version) {
        api.version(version);
    }

    /** From now on only these repositories, written {@code KEY/slug}, exist; others are answered with 404. */
    public void onlyRepositories(String... repositories) {
        settings.onlyRepositories(Set.of(repositories));
    }

    /** From now on this token or password is answered with 401. */
    public void revoke(String secret) {
        settings.revoke(secret);
    }

    /** From now on nobody may read this repository; that is answered with 401 too, but names the account. */
    public void forbid(String repository) {
        settings.forbid(repository);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        settings.commitVisible(commit, visible);
    }

    /** Gives each account a bucket of so many requests, to which so many are added in each interval of whole seconds. */
    public void rateLimit(int capacity, int fillRate, Duration interval) {
        bucket.limit(capacity, fillRate, interval);
    }

    private Optional<Store.Entry> find(String repository, String commit, String key) {
        return entries(repository, commit)
                .filter(it -> it.status().key().equals(key))
                .findFirst();
    }

    private Stream<Store.Entry> entries(String repository, String commit) {
        return Stream.concat(
                store.all(repository, commit).stream(), store.all(ServerApi.ANY_REPOSITORY, commit).stream());
    }
}
