package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Azure DevOps, as far as commit statuses go: its append-only statuses by genre and name, its versions, its ways of sending
 * strangers to sign in, its limit that first asks for a slower pace and its typed errors. By default every repository and
 * commit exists, every token is good and nothing is limited. Thread-safe.
 *
 * @since 0.1
 */
public final class StandInAzureDevOps extends StandIn {
    private final Store store;
    private final Settings settings;
    private final Limits limits;
    private final Clock clock;

    private StandInAzureDevOps(FakeForge forge, Store store, Settings settings, Limits limits, Clock clock) {
        super(forge);
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    /** Starts with the system's clock. */
    public static StandInAzureDevOps start() {
        return start(Clock.systemUTC());
    }

    /** Starts with a clock, by which it dates its answers and ends its limits. */
    public static StandInAzureDevOps start(Clock clock) {
        Store store = new Store();
        Settings settings = new Settings();
        Limits limits = new Limits(clock);
        FakeForge forge = FakeForge.start(new Api(clock, store, settings, limits));
        return new StandInAzureDevOps(forge, store, settings, limits, clock);
    }

    /** {@return the URL of its only collection} */
    @Override
    public URI apiUrl() {
        return URI.create(url() + Api.ROOT);
    }

    /** {@return the address of a repository, such as {@code my-project/my-repo}, for a Provider} */
    public String address(String repository) {
        return apiUrl() + "/" + repository.replace("/", "/_git/").replace(" ", "%20");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return store.all(repository, commit).stream().map(Store.Entry::status).toList();
    }

    /** {@return what is shown on a commit, by genre and name with a slash between} */
    public Map<String, ShownStatus> shown(String repository, String commit) {
        Map<String, ShownStatus> shown = new LinkedHashMap<>();
        store.shown(repository, commit).forEach(it -> shown.put(it.status().key(), it.status()));
        return shown;
    }

    /** {@return what is shown for genre and name, with a slash between; one in the genre is written {@code %2F}} */
    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return Optional.ofNullable(shown(repository, commit).get(vendorKey));
    }

    /** From now on only these repositories, written {@code project/name}, exist; others are answered with 404. */
    public void onlyRepositories(String... repositories) {
        settings.onlyRepositories(Set.of(repositories));
    }

    /** From now on only these tokens are good. */
    public void onlyTokens(String... tokens) {
        settings.onlyTokens(Set.of(tokens));
    }

    /** Registers an application at Entra, which it is for that, too: at {@code /tenant/oauth2/v2.0/token}, for any tenant. */
    public OAuthClient application(String id) {
        OAuthClient application = new OAuthClient(clock, id);
        settings.application(application);
        return application;
    }

    /** From now on this token is refused. */
    public void revoke(String token) {
        settings.revoke(token);
    }

    /** From now on nobody may write statuses to this repository; that is answered with 403. */
    public void forbid(String repository) {
        settings.forbid(repository);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        settings.commitVisible(commit, visible);
    }

    /**
     * With which status it sends strangers to sign in: 203 with a page, or 302 to one. By default with 401 if the request
     * has the header that asks for it, else with 302.
     */
    public void signIn(int status) {
        settings.signIn(status);
    }

    /** The newest version of the API that it has; default 7.1. */
    public void newestVersion(String version) {
        settings.newestVersion(version);
    }

    /** Takes requests for a while, by the clock, but asks in each answer to be left alone until then. */
    public void pace(Duration window) {
        limits.pace(window);
    }

    /** Refuses everything for a while, by the clock, with 429. */
    public void block(Duration window) {
        limits.block(window);
    }

    /** {@return how many requests came while a limit was in force that had been told in an answer before} */
    public int limitViolations() {
        return limits.violations();
    }
}
