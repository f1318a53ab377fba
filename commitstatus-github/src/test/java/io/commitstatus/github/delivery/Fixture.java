package io.commitstatus.github.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Outcome;
import io.commitstatus.Receipt;
import io.commitstatus.RetryPolicy;
import io.commitstatus.RouterBuilder;
import io.commitstatus.SecretResolver;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.ShownStatus;
import io.commitstatus.testing.StandInGitHub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A router with a Provider on a stand-in GitHub, and a clock that only the test moves. */
final class Fixture implements AutoCloseable {
    static final String REPOSITORY = "org/repo";
    static final NamespacedName PROVIDER = NamespacedName.parse("flux-system/github");
    static final NamespacedName TOKEN = NamespacedName.parse("flux-system/token");
    static final Duration SOON = Duration.ofSeconds(10);
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** Without jitter, so that a test knows when a row is due. */
    static final RetryPolicy RETRIES = RetryPolicy.defaults().jitter(0);

    final ManualClock clock;
    final StandInGitHub github;
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
        this(other.clock, other.github, options);
    }

    private Fixture(ManualClock clock, @Nullable StandInGitHub github, UnaryOperator<RouterBuilder> options) {
        this.clock = clock;
        this.github = github == null ? StandInGitHub.start(clock) : github;
        token("a-token");
        SecretResolver resolver = name -> Optional.ofNullable(secrets.get(name));
        router = options.apply(
                        CommitStatusRouter.builder(configuration(provider().build()))
                                .secrets(resolver)
                                .listener(listener)
                                .clock(clock)
                                .pace("github")
                                .allowPlainHttp(true))
                .build();
    }

    void token(String token) {
        secrets.put(TOKEN, Secret.of(TOKEN, Map.of("token", token)));
    }

    Provider.Builder provider() {
        return provider("github", REPOSITORY);
    }

    Provider.Builder provider(String name, String repository) {
        return Provider.builder("flux-system", name, "github")
                .address("https://github.com/" + repository)
                .annotation(Provider.API_URL, github.apiUrl().toString())
                .secretRef("token")
                .timeout(Duration.ofSeconds(2));
    }

    static Configuration configuration(Provider... providers) {
        Configuration.Builder configuration = Configuration.builder();
        for (Provider provider : providers) {
            configuration
                    .put(provider)
                    .put(Alert.builder(
                                    "flux-system",
                                    provider.name().name(),
                                    provider.name().name())
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
        return Event.builder("Kustomization", "flux-system", name)
                .revision("main@sha1:" + commit(commit))
                .timestamp(START.plusSeconds(second))
                .info("ReconciliationSucceeded", "Reconciliation finished in " + second + ".08s")
                .build();
    }

    static Outcome.Kind outcome(Receipt receipt) throws InterruptedException {
        List<Receipt.Entry> entries = receipt.await(SOON);
        assertThat(entries).hasSize(1);
        return entries.get(0).outcome().orElseThrow().kind();
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
        return github.shown(REPOSITORY, commit(commit), key);
    }

    @Override
    public void close() {
        router.close(Duration.ofMillis(500));
        github.close();
    }
}
