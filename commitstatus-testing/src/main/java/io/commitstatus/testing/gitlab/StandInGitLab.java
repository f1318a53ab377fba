package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.gitlab.Store.Pipeline;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A GitLab that behaves, in the manner of a self-managed one: statuses stand in pipelines, those under way are changed in
 * place by the same user and only from state to state as GitLab allows, one update of a commit at a time; with GitLab's
 * limits on lengths and jobs, and its words for everything that it refuses. By default every project and commit exists, every
 * token is good and has a user of its own, and rates are not limited. Thread-safe.
 *
 * @since 0.1
 */
public final class StandInGitLab extends StandIn {
    private final String root;
    private final Store store;
    private final Settings settings;
    private final Limits limits;
    private final Api api;

    private StandInGitLab(FakeForge forge, String root, Store store, Settings settings, Limits limits, Api api) {
        super(forge);
        this.root = root;
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.api = api;
    }

    /** Starts with the system's clock. */
    public static StandInGitLab start() {
        return start(Clock.systemUTC());
    }

    /** Starts with a clock, by which it dates its answers and ends its rate limits. */
    public static StandInGitLab start(Clock clock) {
        return start(clock, "");
    }

    /** Starts under a path of its host, such as {@code /gitlab}. */
    public static StandInGitLab start(Clock clock, String relativeUrlRoot) {
        Store store = new Store();
        Settings settings = new Settings();
        Limits limits = new Limits(clock);
        Api api = new Api(clock, relativeUrlRoot + "/api/v4", store, settings, limits);
        return new StandInGitLab(FakeForge.start(api), relativeUrlRoot, store, settings, limits, api);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + root + "/api/v4");
    }

    /** {@return the address of a project, such as {@code group/subgroup/project}, for a Provider} */
    public String address(String project) {
        return url() + root + "/" + project;
    }

    @Override
    public List<ShownStatus> statuses(String project, String commit) {
        return store.all(project, commit).stream().map(it -> it.shown).toList();
    }

    /** {@return what is shown on a commit, by name} */
    public Map<String, ShownStatus> shown(String project, String commit) {
        Map<String, ShownStatus> shown = new LinkedHashMap<>();
        store.all(project, commit).stream()
                .filter(it -> !it.retried)
                .map(it -> it.shown)
                .forEach(it -> shown.putIfAbsent(it.key(), it));
        return shown;
    }

    @Override
    public Optional<ShownStatus> shown(String project, String commit, String vendorKey) {
        return store.all(project, commit).stream()
                .filter(it -> !it.retried && isRegister(it, vendorKey))
                .map(it -> it.shown)
                .findFirst();
    }

    /** A name and, behind an at sign, a ref; without one, of any ref. */
    private static boolean isRegister(Store.Row row, String vendorKey) {
        String name = row.name.replace("%", "%25").replace("@", "%40");
        return vendorKey.equals(name) || vendorKey.equals(name + "@" + row.ref);
    }

    /** {@return the pipelines of a commit by id, the newest first, each with its ref and what started it} */
    public Map<Long, String> pipelines(String project, String commit) {
        Map<Long, String> pipelines = new LinkedHashMap<>();
        store.pipelines(project, commit).forEach(it -> pipelines.put(it.id(), it.ref() + " " + it.source()));
        return pipelines;
    }

    /** Starts a pipeline, as a push, a schedule or a merge request does: it is the commit's newest. */
    public long startPipeline(String project, String commit, String ref) {
        Pipeline pipeline = store.addPipeline(project, commit, ref, "push");
        return pipeline.id();
    }

    /** Deletes a pipeline with its statuses. */
    public void deletePipeline(long id) {
        store.removePipeline(id);
    }

    /** From now on only these projects exist; others are answered with 404. */
    public void onlyProjects(String... projects) {
        settings.onlyRepositories(Set.of(projects));
    }

    /** {@return the number under which a project can be reached, too} */
    public String number(String project) {
        return settings.number(project);
    }

    /** Whose token it is: one's own by default, so that another token's statuses under way are left alone. */
    public void user(String token, String user) {
        settings.user(token, user);
    }

    /** From now on this token is answered with 401. */
    public void revoke(String token) {
        settings.revoke(token);
    }

    /** From now on this token lacks the scope to write, which is answered with 403. */
    public void readOnly(String token) {
        settings.readOnly(token);
    }

    /** From now on this token ends on that day. */
    public void ends(String token, LocalDate when) {
        settings.access().ends(token, when);
    }

    /** The role of a token's user in all projects: 20 for Reporter, 30 for Developer; 0 for no member. Default: Maintainer. */
    public void role(String token, int accessLevel) {
        settings.access().role(token, accessLevel);
    }

    /** From now on nobody may write statuses to this project; that is answered with 403. */
    public void forbid(String project) {
        settings.forbid(project);
    }

    /** From now on this is a project's former path, under which nothing is written; that is answered with 405. */
    public void move(String formerPath) {
        settings.move(formerPath);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        settings.commitVisible(commit, visible);
    }

    /** From now on GitLab cannot resolve this host, and takes no target URL there; hosts under {@code .invalid} it never can. */
    public void blockTargets(String host) {
        settings.block(host);
    }

    /** From now on no branch has this commit, so that GitLab finds no ref for it. */
    public void offBranches(String commit) {
        settings.offBranches(commit);
    }

    /** From now on a job of this commit's pipelines has this name. */
    public void job(String commit, String name) {
        settings.job(commit, name);
    }

    /** Limits the jobs of a pipeline, statuses among them. */
    public void jobLimit(int jobs) {
        settings.jobLimit = jobs;
    }

    /** Whether something in front decodes {@code %2F} in paths, so that they lead nowhere. */
    public void decodesSlashes(boolean decodes) {
        settings.decodesSlashes = decodes;
    }

    /** Whether a refused transition is told as older versions do. */
    public void olderBodies(boolean older) {
        settings.olderBodies = older;
    }

    /** Takes or gives back the lease on a commit, as another program's request does; posts are answered with 409. */
    public void lease(String project, String commit, boolean taken) {
        api.lease(project, commit, taken);
    }

    /**
     * Limits the requests of each user a minute, by the clock; more are answered with 429.
     *
     * @param withHeaders whether {@code Retry-After} and {@code RateLimit-*} tell of it
     */
    public void rateLimit(int requestsPerMinute, boolean withHeaders) {
        limits.limit(requestsPerMinute, withHeaders);
    }

    /** {@return how many requests came while the limit was in force and had been told in an answer before} */
    public int limitViolations() {
        return limits.violations();
    }
}
