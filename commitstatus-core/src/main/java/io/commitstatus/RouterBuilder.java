package io.commitstatus;

import io.commitstatus.internal.delivery.Delivery;
import io.commitstatus.internal.http.EnvironmentProxies;
import io.commitstatus.internal.http.Explainer;
import io.commitstatus.internal.http.HttpSessionFactory;
import io.commitstatus.internal.publishers.Publishers;
import io.commitstatus.internal.routing.ProviderResolver;
import io.commitstatus.internal.routing.RoutingOptions;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.GoDuration;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.ObjectLabels;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Builds a router. Not thread-safe.
 *
 * <pre>{@code
 * CommitStatusRouter router = CommitStatusRouter.builder(configuration)
 *         .secrets(SecretResolver.token("flux-system/github-token", token))
 *         .outbox(PostgresOutbox.using(dataSource))
 *         .retryPolicy(RetryPolicy.defaults().maxAge(Duration.ofHours(6)))
 *         .build();
 * }</pre>
 *
 * <p>Defaults: Secrets of the configuration; publishers from the class path or module path; an outbox in memory for 100 000
 * keys; 16 workers, at most 4 requests at a time to one API; the vendors' documented pace; {@link RetryPolicy#defaults};
 * order remembered for 7 days; Flux's keys and states, the event's message as the description; https only.
 *
 * @since 0.1
 */
public final class RouterBuilder {
    private static final int MAX_KEYS = 100_000;

    private final Configuration configuration;
    private final List<CommitStatusPublisher> publishers = new ArrayList<>();
    private final List<DeliveryListener> listeners = new ArrayList<>();
    private final Map<String, List<RateLimit>> rateLimits = new HashMap<>();
    private @Nullable SecretResolver secrets;
    private @Nullable Outbox outbox;
    private @Nullable Executor executor;
    private @Nullable KeyStrategy key;
    private @Nullable StateStrategy state;
    private @Nullable ObjectLabels labels;
    private RetryPolicy retries = RetryPolicy.defaults();
    private DescriptionStrategy description = DescriptionStrategy.message();
    private TargetUrlStrategy targetUrl = TargetUrlStrategy.none();
    private EventGate gate = EventGate.revision();
    private Clock clock = Clock.systemUTC();
    private Duration retention = Duration.ofDays(7);
    private String name = "default";
    private int workers = 16;
    private int maxConcurrentPerHost = 4;
    private boolean reportProgress;
    private boolean crossNamespaceRefs = true;
    private boolean checkBeforePosting;
    private boolean plainHttp;
    private EnvironmentProxies proxies = EnvironmentProxies.NONE;

    RouterBuilder(Configuration configuration) {
        this.configuration = Objects.requireNonNull(configuration, "configuration must not be null");
    }

    /** Where Secrets come from; default: the configuration's own. */
    public RouterBuilder secrets(SecretResolver secrets) {
        this.secrets = Objects.requireNonNull(secrets, "secrets must not be null");
        return this;
    }

    /** Where accepted statuses are kept; default: in memory, 100 000 keys. The router closes it. */
    public RouterBuilder outbox(Outbox outbox) {
        this.outbox = Objects.requireNonNull(outbox, "outbox must not be null");
        return this;
    }

    /** Adds a publisher, beside those found on the class path; it takes the place of a found one of the same type. */
    public RouterBuilder publisher(CommitStatusPublisher publisher) {
        publishers.add(Objects.requireNonNull(publisher, "publisher must not be null"));
        return this;
    }

    /** Adds one who hears what becomes of events and statuses, after those added before; default: nobody. */
    public RouterBuilder addListener(DeliveryListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener must not be null"));
        return this;
    }

    /** How long and how often to try. */
    public RouterBuilder retryPolicy(RetryPolicy retries) {
        this.retries = Objects.requireNonNull(retries, "retries must not be null");
        return this;
    }

    /** Makes the status keys; default {@link KeyStrategy#flux}. */
    public RouterBuilder key(KeyStrategy key) {
        this.key = Objects.requireNonNull(key, "key must not be null");
        return this;
    }

    /** Makes the states; default {@link StateStrategy#flux}. */
    public RouterBuilder state(StateStrategy state) {
        this.state = Objects.requireNonNull(state, "state must not be null");
        return this;
    }

    /** Makes the descriptions; default {@link DescriptionStrategy#message}. */
    public RouterBuilder description(DescriptionStrategy description) {
        this.description = Objects.requireNonNull(description, "description must not be null");
        return this;
    }

    /** Makes the target URLs; default: the metadata {@code targetUrl}. */
    public RouterBuilder targetUrl(TargetUrlStrategy targetUrl) {
        this.targetUrl = Objects.requireNonNull(targetUrl, "targetUrl must not be null");
        return this;
    }

    /** Which events may become statuses; default {@link EventGate#revision}. */
    public RouterBuilder gate(EventGate gate) {
        this.gate = Objects.requireNonNull(gate, "gate must not be null");
        return this;
    }

    /** Whether what is not there yet is shown as pending; default false: it is skipped. */
    public RouterBuilder reportProgress(boolean report) {
        this.reportProgress = report;
        return this;
    }

    /** Whether an Alert sees objects of other namespaces; default true, as in Flux. */
    public RouterBuilder crossNamespaceRefs(boolean allowed) {
        this.crossNamespaceRefs = allowed;
        return this;
    }

    /** Who tells the labels of objects, for Alerts with {@code matchLabels}; default: nobody, and such Alerts are a problem. */
    public RouterBuilder objectLabels(ObjectLabels labels) {
        this.labels = Objects.requireNonNull(labels, "labels must not be null");
        return this;
    }

    /**
     * Whether the vendor is asked before a key's first status is sent, so that a restart without a durable outbox repeats
     * nothing; default false, since it costs a request for each key.
     */
    public RouterBuilder checkBeforePosting(boolean check) {
        this.checkBeforePosting = check;
        return this;
    }

    /**
     * Which proxies to use where a Provider names none, by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} (or the
     * same in lower case), as controllers in Go read them; give it {@link System#getenv()}. Default: none. For a proxy with a
     * password, the JVM's property {@code jdk.http.auth.tunneling.disabledSchemes} must be empty before its first request.
     *
     * @throws IllegalArgumentException when a variable names no usable proxy, without showing its value
     */
    public RouterBuilder proxyFromEnvironment(Map<String, String> environment) {
        Objects.requireNonNull(environment, "environment must not be null");
        this.proxies = EnvironmentProxies.of(environment);
        return this;
    }

    /** Whether credentials may travel over {@code http}; default false. */
    public RouterBuilder allowPlainHttp(boolean allow) {
        this.plainHttp = allow;
        return this;
    }

    /**
     * The rate limits that Providers of a type keep; none for no limit. Default: the vendor's documented ones, and none for a
     * Provider whose API root is set by annotation, since that is not the vendor's own service.
     */
    public RouterBuilder rateLimits(String type, RateLimit... limits) {
        Objects.requireNonNull(type, "type must not be null");
        Objects.requireNonNull(limits, "limits must not be null");
        this.rateLimits.put(type.toLowerCase(Locale.ROOT), List.of(limits));
        return this;
    }

    /**
     * How many requests may be under way; default 16. Those that a Git host leaves unanswered for a quarter of a second do not
     * count, up to 16 times that number, so that hosts that hang keep nobody else waiting.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public RouterBuilder workers(int workers) {
        this.workers = atLeastOne("workers", workers);
        return this;
    }

    /**
     * How many requests may be under way to one API origin; default 4.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public RouterBuilder maxConcurrentPerHost(int max) {
        this.maxConcurrentPerHost = atLeastOne("maxConcurrentPerHost", max);
        return this;
    }

    /** How long the order of statuses is remembered after they have ended; default 7 days, at least the largest age. */
    public RouterBuilder retention(Duration retention) {
        this.retention = Objects.requireNonNull(retention, "retention must not be null");
        return this;
    }

    /** Runs the workers' tasks; it is never shut down. Default: the router's own daemon threads. */
    public RouterBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor must not be null");
        return this;
    }

    /** The time; default the system's. */
    public RouterBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock must not be null");
        return this;
    }

    /** The name in its threads' names; default {@code default}. */
    public RouterBuilder name(String name) {
        this.name = Objects.requireNonNull(name, "name must not be null");
        return this;
    }

    /**
     * {@return a router, at work}
     *
     * @throws ConfigurationException when a Provider or an Alert cannot be used, with all of them, unless the configuration is lenient
     * @throws IllegalArgumentException when options contradict each other
     */
    public CommitStatusRouter build() {
        if (retention.compareTo(retries.maxAge()) < 0) {
            throw new IllegalArgumentException(
                    "a retention of " + GoDuration.text(retention) + " forgets what may still be tried for "
                            + GoDuration.text(retries.maxAge()) + "; give at least that");
        }
        return new CommitStatusRouter(this, configuration);
    }

    /** {@return where Secrets come from; null for the configuration in force} */
    @Nullable
    SecretResolver secrets() {
        return secrets;
    }

    ProviderResolver targetResolver() {
        Map<String, CommitStatusPublisher> byType = new TreeMap<>(Publishers.discovered());
        byType.putAll(Publishers.of(publishers));
        return new ProviderResolver(byType, Map.copyOf(rateLimits), plainHttp, key);
    }

    RoutingOptions routing() {
        return new RoutingOptions(key, description, state, targetUrl, gate, reportProgress, crossNamespaceRefs, labels);
    }

    Explainer explainer(SecretResolver resolver) {
        return new Explainer(resolver, clock);
    }

    Outbox openOutbox() {
        return outbox == null ? MemoryOutbox.of(MAX_KEYS, clock) : outbox;
    }

    HttpSessionFactory sessions() {
        return new HttpSessionFactory(plainHttp, proxies, clock);
    }

    Delivery.Settings settings(Outbox open, HttpSessionFactory sessions, SecretResolver resolver) {
        return new Delivery.Settings(
                name,
                open,
                sessions,
                resolver,
                retries,
                listeners,
                clock,
                executor,
                workers,
                maxConcurrentPerHost,
                checkBeforePosting,
                retention,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1 (was " + number + ")");
        }
        return number;
    }
}
