package io.commitstatus.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.RouterBuilder;
import io.commitstatus.conformance.foul.FoulPlay;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A router with a Provider on a Git host, and a clock that only the test moves. */
final class Fixture implements AutoCloseable {
    static final String REPOSITORY = "org/repo";
    static final NamespacedName PROVIDER = NamespacedName.parse("flux-system/main");
    static final NamespacedName TOKEN = NamespacedName.parse("flux-system/token");
    /** How long what comes at once may take on a machine that is busy with something else; nobody waits that long. */
    static final Duration SOON = Duration.ofSeconds(60);

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** Without jitter, so that a test knows when a row is due. */
    static final RetryPolicy RETRIES = RetryPolicy.defaults().jitter(0);

    final ManualClock clock;
    final Host host;
    final RecordingListener listener = new RecordingListener();
    final Map<NamespacedName, Secret> secrets = new ConcurrentHashMap<>();
    final CommitStatusRouter router;

    Fixture() {
        this(it -> it);
    }

    Fixture(UnaryOperator<RouterBuilder> options) {
        this(new ManualClock(START), null, options);
    }

    /** Another router on the same stand-in and clock, without the memory of the first. */
    Fixture(Fixture other, UnaryOperator<RouterBuilder> options) {
        this(other.clock, other.host, options);
    }

    /** Whose foreign code throws when it is told to. */
    Fixture(FoulPlay foul) {
        this(new ManualClock(START), null, it -> it, foul);
    }

    private Fixture(ManualClock clock, @Nullable Host host, UnaryOperator<RouterBuilder> options) {
        this(clock, host, options, new FoulPlay(new Random(1)));
    }

    private Fixture(ManualClock clock, @Nullable Host host, UnaryOperator<RouterBuilder> options, FoulPlay foul) {
        this.clock = clock;
        this.host = host == null ? Host.start() : host;
        token("a-token");
        Clock foulClock = foul.clock(clock);
        SecretResolver resolver = name -> Optional.ofNullable(secrets.get(name));
        router = options.apply(
                        CommitStatusRouter.builder(configuration(provider().build()))
                                .secrets(foul.resolver(resolver))
                                .addListener(foul.listener(listener))
                                .clock(foulClock)
                                .outbox(foul.outbox(MemoryOutbox.of(100_000, foulClock)))
                                .publisher(foul.publisher(new HostPublisher()))
                                .key(foul.keys(KeyStrategy.flux()))
                                .state(foul.states(StateStrategy.flux()))
                                .description(foul.description(DescriptionStrategy.message()))
                                .targetUrl(foul.targetUrl(TargetUrlStrategy.none()))
                                .retryPolicy(RetryPolicy.defaults().deniedFor(Duration.ZERO))
                                .allowPlainHttp(true))
                .build();
    }

    void token(String token) {
        secrets.put(TOKEN, Secret.of(TOKEN, Map.of("token", token)));
    }

    Provider.Builder provider() {
        return provider("main", REPOSITORY);
    }

    Provider.Builder provider(String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("host")
                .address(host.url() + "/" + repository)
                .secretRef("token")
                .timeout(Duration.ofSeconds(2));
    }

    static Configuration configuration(Provider... providers) {
        Configuration.Builder configuration =
                Configuration.reader().publisher(new HostPublisher()).builder();
        for (Provider provider : providers) {
            configuration
                    .put(provider)
                    .put(Alert.builder(provider.name())
                            .provider(provider.name().name())
                            .eventSource(EventSource.of("Kustomization", "*"))
                            .build());
        }
        return configuration.build();
    }

    static String commit(int number) {
        return String.format("%040x", number);
    }

    static CommitStatus status(int commit, String key, CommitState state, String description) {
        return CommitStatus.builder(commit(commit), key, state)
                .description(description)
                .build();
    }

    Event event(String name, int commit, int second) {
        return Event.builder("Kustomization", "flux-system/" + name)
                .revision("main@sha1:" + commit(commit))
                .timestamp(START.plusSeconds(second))
                .info("ReconciliationSucceeded", "Reconciliation finished in " + second + ".08s")
                .build();
    }

    static Outcome.Kind outcome(Receipt receipt) throws InterruptedException {
        return receipt.await(SOON).outcome().orElseThrow().kind();
    }

    /** Waits for that many attempts to be over: a clock that is moved before counts from where it was moved to. */
    void awaitAttempts(int count) throws InterruptedException {
        listener.awaitAttempts(count, SOON);
        awaitTrue(() -> router.health().inFlight() == 0);
    }

    /** Moves the clock a second at a time: a row that was claimed just before counts its wait from a later second. */
    void advanceUntil(BooleanSupplier condition, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds && !condition.getAsBoolean(); i++) {
            clock.advance(Duration.ofSeconds(1));
            Thread.sleep(20);
        }
        awaitTrue(condition);
    }

    /** For what is told on another thread after the outcome. */
    void awaitTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    Optional<ShownStatus> shown(int commit, String key) {
        return host.shown(REPOSITORY, commit(commit), key);
    }

    @Override
    public void close() {
        router.close(Duration.ofMillis(500));
        host.close();
    }
}
