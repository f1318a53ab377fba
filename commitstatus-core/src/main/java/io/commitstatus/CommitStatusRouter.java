package io.commitstatus;

import io.commitstatus.internal.delivery.Delivery;
import io.commitstatus.internal.http.AccessChecker;
import io.commitstatus.internal.http.Explainer;
import io.commitstatus.internal.http.HttpSessionFactory;
import io.commitstatus.internal.routing.Decision;
import io.commitstatus.internal.routing.ProviderResolver;
import io.commitstatus.internal.routing.ProviderResolver.Resolved;
import io.commitstatus.internal.routing.ProviderRoute;
import io.commitstatus.internal.routing.RoutingTable;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.CommitStatusException;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.model.Problem;
import io.commitstatus.model.SkipReason;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.SecretResolver;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes events to commit statuses and sees to their delivery. Thread-safe; one for an application is usual.
 *
 * <pre>{@code
 * Configuration configuration = Configuration.load(Path.of("flux-status.yaml"));
 * try (CommitStatusRouter router = CommitStatusRouter.builder(configuration)
 *         .secrets(SecretResolver.directory(Path.of("/etc/secrets")))
 *         .outbox(FileOutbox.at(Path.of("statuses.sqlite")))
 *         .build()) {
 *     router.submit("flux-system/github-status", CommitStatus.success(sha, "deploy/prod", "rolled out"))
 *             .await(Duration.ofSeconds(30))
 *             .outcome()
 *             .ifPresent(System.out::println);
 * }
 * }</pre>
 *
 * <p>When {@link #route} or {@link #submit} returns, what was accepted is in the outbox: it will end on the commit, or a
 * newer status of the same key will, or the {@link DeliveryListener} and the {@link Receipt} tell why not.
 *
 * @since 0.1
 */
public final class CommitStatusRouter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStatusRouter.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final ProviderResolver resolver;
    /** Null for those of the configuration in force. */
    private final @Nullable SecretResolver givenSecrets;

    private final Explainer explainer;
    private final AccessChecks checks;
    private final Delivery delivery;
    private final Submitter submitter;
    private final boolean knowsLabels;
    private final Outbox outbox;
    private volatile State state;

    /** What one configuration comes to. */
    private record State(Configuration configuration, RoutingTable table, Resolved resolved) {}

    CommitStatusRouter(RouterBuilder builder, Configuration configuration) {
        this.resolver = builder.targetResolver();
        this.givenSecrets = builder.secrets();
        this.knowsLabels = builder.routing().labels() != null;
        Resolved resolved = resolve(configuration);
        this.state = new State(
                configuration,
                RoutingTable.build(configuration.heard(), resolved.routes(), builder.routing()),
                resolved);
        SecretResolver secrets = name -> secretsOf(configuration()).resolve(name);
        this.outbox = builder.openOutbox();
        this.explainer = builder.explainer(secrets);
        HttpSessionFactory sessions = builder.sessions();
        this.checks = new AccessChecks(new AccessChecker(sessions, secrets));
        this.delivery = new Delivery(builder.settings(outbox, sessions, secrets));
        this.submitter = new Submitter(delivery);
        delivery.targets(resolved.delivery());
    }

    /**
     * Returns a builder of a router.
     *
     * @see RouterBuilder
     */
    public static RouterBuilder builder(Configuration configuration) {
        return new RouterBuilder(configuration);
    }

    private SecretResolver secretsOf(Configuration configuration) {
        return givenSecrets == null ? configuration.secrets() : givenSecrets;
    }

    private Resolved resolve(Configuration configuration) {
        Resolved resolved = resolver.resolve(configuration.providers(), secretsOf(configuration));
        List<Problem> problems = new ArrayList<>(resolved.problems());
        if (!knowsLabels) {
            configuration.alerts().forEach(alert -> problems.addAll(labelProblems(alert)));
        }
        if (!problems.isEmpty() && !configuration.isLenient()) {
            throw new ConfigurationException(problems);
        }
        problems.forEach(it -> LOG.atWarn().addKeyValue("problem", it).log("part of the configuration cannot be used"));
        return new Resolved(resolved.routes(), resolved.delivery(), List.copyOf(problems));
    }

    private static List<Problem> labelProblems(Alert alert) {
        List<Problem> problems = new ArrayList<>();
        Problem.Subject subject = new Problem.Subject("Alert", alert.name());
        for (int i = 0; i < alert.eventSources().size(); i++) {
            if (alert.eventSources().get(i).matchLabels().isPresent()) {
                problems.add(new Problem(
                                Problem.Level.ERROR,
                                subject.toString(),
                                0,
                                0,
                                "spec.eventSources[" + i + "].matchLabels",
                                "matchLabels needs the objects' labels; remove it, or give them with RouterBuilder.objectLabels")
                        .about(subject));
            }
        }
        return problems;
    }

    /**
     * Takes an event: for every Alert that matches, its status goes into the outbox, all of them or none.
     *
     * @return what was accepted and skipped, and why
     * @throws OutboxFullException when the outbox has no room; nothing was accepted
     * @throws OutboxException when the outbox cannot be reached; nothing was accepted, and the caller should try again
     * @throws IllegalStateException when the router is closed
     */
    public Receipt route(Event event) {
        return accept(event, null);
    }

    /**
     * The same in a transaction of the caller's on a shared outbox ({@code PostgresOutbox}): what is accepted is worked on
     * within a second after that commits, and never when it rolls back. One statement is run on the connection, which is
     * neither committed nor closed; it must be to the outbox's database.
     *
     * <p>The receipt's outcomes are {@link Outcome.Kind#PENDING} until the commit is seen, so nobody should wait for them
     * within the transaction. Nothing tells of a rollback: after ten minutes without a commit the outcome is {@link
     * Outcome.Kind#ABANDONED}, for the receipt alone; what commits later still is delivered, and told to the listener.
     *
     * @throws UnsupportedOperationException when the outbox cannot take part in a transaction; nothing was accepted
     * @throws OutboxException when the connection fails; the transaction must be rolled back then
     * @throws IllegalStateException when the router is closed
     */
    public Receipt route(Event event, Connection connection) {
        return accept(event, Objects.requireNonNull(connection, "connection must not be null"));
    }

    private Receipt accept(Event event, @Nullable Connection connection) {
        Objects.requireNonNull(event, "event must not be null");
        List<Decision> decisions = state.table().decide(event);
        return decisions.isEmpty()
                ? submitter.unmatched(event, noMatch(event))
                : submitter.accept(decisions, event, connection);
    }

    private static String noMatch(Event event) {
        return "no Alert matches " + event.involvedObject();
    }

    /**
     * Takes statuses that no event brought, all of them or none, with the outbox's time.
     *
     * @param provider the Provider's {@code namespace/name}
     * @return an entry for each, in their order
     * @throws CommitStatusException when there is no such Provider
     * @throws IllegalArgumentException when there is no status, or two are of the same key on the same commit
     * @throws OutboxException in the same cases as {@link #route}
     * @throws IllegalStateException when the router is closed
     */
    public Receipt submit(String provider, CommitStatus... statuses) {
        return submit(Submission.of(provider, statuses));
    }

    /** The same for a name that is parsed already. */
    public Receipt submit(NamespacedName provider, CommitStatus... statuses) {
        return submit(Submission.of(provider, statuses));
    }

    /** The same, with the time when it happened, the commit's branch, or a transaction of the caller's. */
    public Receipt submit(Submission submission) {
        Objects.requireNonNull(submission, "submission must not be null");
        ProviderRoute route = state.resolved().routes().get(submission.provider());
        if (route == null) {
            throw new CommitStatusException("there is no Provider " + submission.provider() + "; known are "
                    + state.resolved().routes().keySet().stream().sorted().toList());
        }
        return submitter.accept(
                submission.statuses().stream().map(route::decide).toList(), submission);
    }

    /**
     * What {@link #route} would send for an event, through the real publishers up to the first request. Sends nothing, needs
     * no network, and changes nothing. A Secret that is missing is replaced by a placeholder.
     */
    public List<Explanation> explain(Event event) {
        Objects.requireNonNull(event, "event must not be null");
        List<Decision> decisions = state.table().decide(event);
        if (decisions.isEmpty()) {
            return List.of(Explanation.of(new Receipt.Skipped(null, null, SkipReason.NO_ALERT, noMatch(event))));
        }
        return decisions.stream().map(this::explain).toList();
    }

    private Explanation explain(Decision decision) {
        if (decision instanceof Decision.Skip skip) {
            return Explanation.of(new Receipt.Skipped(skip.alert(), skip.provider(), skip.code(), skip.reason()));
        }
        Decision.Send it = (Decision.Send) decision;
        return Explanation.of(
                it, explainer.explain(it.target().provider(), it.target().destination(), it.status()));
    }

    /**
     * Asks the Git host of every Provider, suspended ones too, whether the credentials may write statuses to the repository,
     * by reading only: one to four requests each, within the Provider's timeout each, eight Providers at a time. Nothing that
     * waits is sent sooner or later for it.
     *
     * @return what was found, by the Provider's name
     * @throws InterruptedException when the thread was interrupted
     */
    public List<ProviderAccess> check() throws InterruptedException {
        return checks.run(state.resolved().routes().values());
    }

    /**
     * Puts another configuration in force, at once and whole. What waits for a Provider that is gone or suspended waits on,
     * until it is there again or too old; what waits for one that was pointed elsewhere is rejected.
     *
     * @throws ConfigurationException when a Provider or an Alert cannot be used and the configuration is not a lenient
     *     one; the old configuration stays in force
     */
    public synchronized void reconfigure(Configuration configuration) {
        Objects.requireNonNull(configuration, "configuration must not be null");
        State before = state;
        Resolved resolved = resolve(configuration);
        state = new State(configuration, before.table().rebuild(configuration.heard(), resolved.routes()), resolved);
        delivery.targets(resolved.delivery());
    }

    /** {@return the configuration in force} */
    public Configuration configuration() {
        return state.configuration();
    }

    /** {@return why Providers and Alerts of a lenient configuration cannot be used} */
    public List<Problem> problems() {
        return state.resolved().problems();
    }

    /** {@return rejected and expired statuses, the newest first, at most {@code max}} */
    public List<Undelivered> undelivered(int max) {
        return outbox.undelivered(max).stream().map(Undelivered::of).toList();
    }

    /**
     * Tries a rejected or expired status again.
     *
     * @param id the acceptance's id
     * @return its receipt; empty when no rejected or expired status has this id, for example because a newer one took its place
     */
    public Optional<Receipt> replay(String id) {
        Objects.requireNonNull(id, "id must not be null");
        return delivery.replay(id).map(submitter::again);
    }

    /**
     * {@return how delivery is, for a readiness probe} Asks neither the outbox nor a Git host, and returns at once.
     */
    public Health health() {
        return Health.of(delivery.health());
    }

    /** {@return how much is waiting} */
    public Backlog backlog() {
        return Backlog.of(outbox.size());
    }

    /** Closes within 10 seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Stops accepting. On an outbox in memory it waits until all is delivered, on a durable one for what is in flight; when the
     * time is nearly up, requests are interrupted, and what still waits in memory is {@link Outcome.Kind#ABANDONED}. Then the
     * outbox is closed. An executor that was given is left alone. Returns within the given time: a listener or a request that
     * blocks goes on behind, on a daemon thread. A second call does nothing.
     *
     * @param within how long to wait; any length, also {@code Duration.ofSeconds(Long.MAX_VALUE)}
     * @return how many statuses were not delivered: abandoned in memory, or kept in a durable outbox for the next router
     */
    public long close(Duration within) {
        Objects.requireNonNull(within, "within must not be null");
        return delivery.close(within);
    }
}
