package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.conformance.delivery.Sharing;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.RequestGate;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GitHub App behind a whole router. */
class GitHubAppRouterTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final NamespacedName APP = NamespacedName.parse("flux-system/token");

    @AutoClose
    private final StandInGitHub gitHub = StandInGitHub.start(Clock.systemUTC());

    private final Map<NamespacedName, Secret> secrets = new ConcurrentHashMap<>();
    private final RecordingListener listener = new RecordingListener();

    GitHubAppRouterTest() {
        gitHub.app("12", AppKeys.publicKey());
        secret(AppKeys.PKCS1);
    }

    @ParameterizedTest(name = "{0} Providers of {1} repositories")
    @CsvSource({"20, 1, 100", "10, 10, 50"})
    void oneTokenServesAllProvidersAndThreadsOfARepository(int providers, int repositories, int statuses)
            throws Exception {
        try (CommitStatusRouter router = router(providers, it -> "o/r" + it % repositories)) {
            Sharing.deliver(router, providers, statuses);
        }
        assertThat(gitHub.mintedTokens()).isEqualTo(repositories);
    }

    @Test
    void aTokenThatIsRefusedIsForgottenOnceAndNoStatusIsHeldUp() throws Exception {
        try (CommitStatusRouter router = router(1, it -> "o/r")) {
            Sharing.deliver(router, 1, 10);
            gitHub.revokeInstallationTokens();
            Sharing.deliver(router, 1, 50);
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
            Sharing.deliver(router, 1, 1);
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
                first = Sharing.submit(router, "p0");
                gate.awaitArrivals(1, SOON);
                secret(AppKeys.PKCS8.replace("\n", "\\n"));
                secret(AppKeys.WRONG);
            }
            Sharing.delivered(first);

            Receipt refused = Sharing.submit(router, "p0");
            listener.awaitHeld(1, SOON);
            assertThat(listener.held().get(0).reason()).contains("does not take the key of App 12");
            secret(AppKeys.PKCS8);
            Sharing.delivered(refused);
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
                    .contains("sent with \"password\" of Secret flux-system/token")
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
                Sharing.deliver(router, 100, statuses);
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

    private void secret(String key) {
        secrets.put(APP, Secret.of(APP, AppKeys.secret(key)));
    }

    private CommitStatusRouter router(int providers, IntFunction<String> repository) {
        return router(providers, repository, RetryPolicy.defaults());
    }

    private CommitStatusRouter router(int providers, IntFunction<String> repository, RetryPolicy retries) {
        Configuration configuration = Sharing.providers("github", providers, it -> gitHub.address(repository.apply(it)))
                .put(Alert.builder("flux-system/all")
                        .provider("p0")
                        .eventSource(EventSource.of("Kustomization", "*"))
                        .build())
                .build();
        return CommitStatusRouter.builder(configuration)
                .secrets(name -> Optional.ofNullable(secrets.get(name)))
                .addListener(listener)
                .retryPolicy(retries)
                .allowPlainHttp(true)
                .build();
    }
}
