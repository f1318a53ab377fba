package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.RequestGate;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A GitHub App behind a whole router. */
class GitHubAppRouterTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final NamespacedName APP = NamespacedName.parse("flux-system/app");

    private final StandInGitHub gitHub = StandInGitHub.start(Clock.systemUTC());
    private final Map<NamespacedName, Secret> secrets = new ConcurrentHashMap<>();
    private final RecordingListener listener = new RecordingListener();

    GitHubAppRouterTest() {
        gitHub.app("12", AppKeys.publicKey());
        secret(AppKeys.PKCS1);
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    @Test
    void oneTokenServesAllProvidersAndThreadsOfARepository() throws Exception {
        try (CommitStatusRouter router = router(20, it -> "o/r")) {
            send(router, 20, 100);
        }
        assertThat(gitHub.mintedTokens()).isEqualTo(1);
    }

    @Test
    void eachRepositoryHasATokenOfItsOwn() throws Exception {
        try (CommitStatusRouter router = router(10, it -> "o/r" + it)) {
            send(router, 10, 50);
        }
        assertThat(gitHub.mintedTokens()).isEqualTo(10);
    }

    @Test
    void aTokenThatIsRefusedIsForgottenOnceAndNoStatusIsHeldUp() throws Exception {
        try (CommitStatusRouter router = router(1, it -> "o/r")) {
            send(router, 1, 10);
            gitHub.revokeInstallationTokens();
            send(router, 1, 50);
            assertThat(gitHub.mintedTokens()).isEqualTo(2);
            assertThat(listener.held()).isEmpty();
            assertThat(router.health().toString()).doesNotContain("ghs_");
        }
    }

    @Test
    void aLookUpAndATokenThatAreDeniedInPassingCostNoStatus() throws Exception {
        secrets.put(APP, Secret.of(APP, Map.of(GitHubApp.ID, "12", GitHubApp.KEY, AppKeys.PKCS1)));
        gitHub.forge()
                .nextFor(it -> it.path().endsWith("/installation"), Fault.answer(404, "{\"message\":\"Not Found\"}"));
        gitHub.forge()
                .nextFor(it -> it.path().endsWith("/access_tokens"), Fault.answer(403, "{\"message\":\"Forbidden\"}"));
        RetryPolicy hasty = RetryPolicy.defaults().deniedFor(Duration.ofSeconds(20));
        try (CommitStatusRouter router = router(1, it -> "o/r", hasty)) {
            send(router, 1, 1);
        }
        assertThat(gitHub.forge().faultsLeft()).isZero();
        assertThat(listener.attempted().toString())
                .contains("App 12 is not installed on o/r", "HTTP 403: Forbidden", "in case this passes");
    }

    @Test
    void theSecretMayRotateWhileItsTokensAreInUse() throws Exception {
        try (CommitStatusRouter router = router(1, it -> "o/r")) {
            Receipt first;
            try (RequestGate gate = gitHub.forge().hold(it -> it.path().contains("/statuses/"))) {
                first = router.submit("flux-system/p0", status(0));
                gate.awaitArrivals(1, SOON);
                secret(AppKeys.PKCS8.replace("\n", "\\n"));
                secret(AppKeys.WRONG);
            }
            assertThat(kind(first)).isEqualTo(Outcome.Kind.DELIVERED);

            Receipt refused = router.submit("flux-system/p0", status(1));
            listener.awaitHeld(1, SOON);
            assertThat(listener.held().get(0).reason()).contains("does not take the key of App 12");
            secret(AppKeys.PKCS8);
            assertThat(kind(refused)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void explainNamesTheAppAndMintsNothing() throws Exception {
        try (CommitStatusRouter router = router(1, it -> "o/r")) {
            Event event = Event.builder("Kustomization", "flux-system/apps")
                    .revision("main@sha1:" + GitHub.SHA)
                    .info("ReconciliationSucceeded", "done")
                    .build();
            assertThat(router.explain(event).toString())
                    .contains("GitHub App 12, installation " + StandInGitHub.INSTALLATION + ", on o/r")
                    .doesNotContain("sent with");
            secrets.put(APP, Secret.of(APP, Map.of("password", "squeamish", "githubAppID", "12")));
            assertThat(router.explain(event).toString())
                    .contains("sent with \"password\" of Secret flux-system/app")
                    .doesNotContain("squeamish");
        }
        assertThat(gitHub.forge().requestCount()).isZero();
    }

    /** Prints what a report asks for: {@code -Dtokens.measure=true}. */
    @Test
    void aTokenOfTenSecondsForAHundredProviders() throws Exception {
        int statuses = Boolean.getBoolean("tokens.measure") ? 10_000 : 300;
        gitHub.tokenLifetime(Duration.ofSeconds(10));
        // One token's 5000 requests an hour would be the measure of one repository.
        gitHub.primaryLimit(1_000_000, 403);
        for (int repositories : List.of(100, 1)) {
            int before = gitHub.mintedTokens();
            long begun = System.nanoTime();
            try (CommitStatusRouter router = router(100, it -> "o/r" + it % repositories)) {
                send(router, 100, statuses);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            int minted = gitHub.mintedTokens() - before;
            System.out.printf(
                    "%d statuses, 100 Providers, %d repositories: %d token requests in %.1f s%n",
                    statuses, repositories, minted, seconds);
            // Four fifths of ten seconds, and one that was begun.
            assertThat(minted).isLessThanOrEqualTo((int) (repositories * (seconds / 8 + 1)));
        }
        List<ForgeRequest> refused = gitHub.forge().requests();
        assertThat(refused).hasSizeLessThanOrEqualTo(2 * statuses + gitHub.mintedTokens());
    }

    private static void send(CommitStatusRouter router, int providers, int statuses) throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < statuses; i++) {
            receipts.add(router.submit("flux-system/p" + i % providers, status(SEQUENCE.incrementAndGet())));
        }
        for (Receipt receipt : receipts) {
            assertThat(kind(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    private static final AtomicInteger SEQUENCE = new AtomicInteger(100);

    private static Outcome.Kind kind(Receipt receipt) throws Exception {
        return receipt.await(SOON).outcome().orElseThrow().kind();
    }

    private static CommitStatus status(int number) {
        return CommitStatus.builder(String.format("%040x", number), "deploy", CommitState.SUCCESS)
                .build();
    }

    private void secret(String key) {
        secrets.put(APP, Secret.of(APP, AppKeys.secret(key)));
    }

    private CommitStatusRouter router(int providers, IntFunction<String> repository) {
        return router(providers, repository, RetryPolicy.defaults());
    }

    private CommitStatusRouter router(int providers, IntFunction<String> repository, RetryPolicy retries) {
        Configuration.Builder configuration = Configuration.builder();
        for (int i = 0; i < providers; i++) {
            configuration.put(Provider.builder("flux-system/p" + i)
                    .type("github")
                    .address(gitHub.address(repository.apply(i)))
                    .secretRef("app")
                    .timeout(Duration.ofSeconds(15))
                    .build());
        }
        configuration.put(Alert.builder("flux-system/all")
                .provider("p0")
                .eventSource(EventSource.of("Kustomization", "*"))
                .build());
        return CommitStatusRouter.builder(configuration.build())
                .secrets(name -> Optional.ofNullable(secrets.get(name)))
                .addListener(listener)
                .retryPolicy(retries)
                .allowPlainHttp(true)
                .build();
    }
}
