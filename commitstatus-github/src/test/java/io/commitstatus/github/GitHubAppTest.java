package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.github.StandInGitHub;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitHubAppTest {
    private final ManualClock clock = GitHub.clock();
    private final StandInGitHub gitHub = StandInGitHub.start(clock);
    private final Map<String, String> secret = new HashMap<>();

    GitHubAppTest() {
        gitHub.app("12", AppKeys.publicKey());
        secret.put(GitHubApp.ID, "12");
        secret.put(GitHubApp.INSTALLATION, StandInGitHub.INSTALLATION);
        secret.put(GitHubApp.KEY, AppKeys.PKCS8);
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    @Test
    void aTokenIsMintedOnceForTheRepositoryAndStatusesAlone() throws Exception {
        PublisherSession session = open();
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);

        List<ForgeRequest> requests = gitHub.forge().requests();
        assertThat(requests).hasSize(3);
        assertThat(requests.get(0).json())
                .isEqualTo(Map.of("repositories", List.of("r"), "permissions", Map.of("statuses", "write")));
        assertThat(gitHub.shown("o/r", GitHub.SHA)).hasSize(1);
    }

    @Test
    void everyFormOfTheKeyIsTaken() throws Exception {
        for (String key : List.of(AppKeys.PKCS1, AppKeys.PKCS8, AppKeys.PKCS1.replace("\n", "\\n"))) {
            secret.put(GitHubApp.KEY, key);
            assertThat(open().publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        }
    }

    @Test
    void theInstallationIsLookedUpByTheRepository() throws Exception {
        secret.remove(GitHubApp.INSTALLATION);
        assertThat(open().publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        assertThat(gitHub.forge().requests().get(0).path()).endsWith("/repos/o/r/installation");

        secret.put(GitHubApp.OWNER, "O");
        assertThat(open().publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void aTokenIsRenewedBeforeItsEnd() throws Exception {
        PublisherSession session = open();
        session.publish(GitHub.status());
        clock.advance(Duration.ofMinutes(54));
        session.publish(GitHub.status());
        assertThat(gitHub.mintedTokens()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        session.publish(GitHub.status());
        assertThat(gitHub.mintedTokens()).isEqualTo(2);
    }

    @Test
    void aFailureToRenewDoesNotMatterWhileTheOldTokenLives() throws Exception {
        PublisherSession session = open();
        session.publish(GitHub.status());
        clock.advance(Duration.ofMinutes(56));
        gitHub.suspendInstallation(true);
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        clock.advance(Duration.ofMinutes(5));
        refused(session, Rejection.CREDENTIALS, "suspended");
    }

    @Test
    void aClockThatIsWrongIsCorrectedByGitHubs() throws Exception {
        for (Duration skew : List.of(Duration.ofMinutes(20), Duration.ofMinutes(-20))) {
            ManualClock wrong = new ManualClock(GitHub.NOW.plus(skew));
            assertThat(open(wrong).publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        }
    }

    @Test
    void whyThereIsNoTokenIsSaid() throws Exception {
        gitHub.suspendInstallation(true);
        refused(open(), Rejection.CREDENTIALS, "is suspended: let the owner unsuspend it");
        gitHub.suspendInstallation(false);

        gitHub.removeInstallation(true);
        refused(open(), Rejection.CREDENTIALS, "was removed");
        gitHub.removeInstallation(false);

        gitHub.appWritesStatuses(false);
        refused(open(), Rejection.FORBIDDEN, "lacks \"Commit statuses: write\"");
        gitHub.appWritesStatuses(true);

        gitHub.excludeFromInstallation("o/r");
        refused(open(), Rejection.NOT_FOUND, "does not include o/r");
        secret.remove(GitHubApp.INSTALLATION);
        refused(open(), Rejection.NOT_FOUND, "is not installed on o/r");
    }

    @Test
    void aWrongKeyIsRefusedAsCredentials() throws Exception {
        secret.put(GitHubApp.KEY, AppKeys.WRONG);
        refused(open(), Rejection.CREDENTIALS, "does not take the key of App 12");
        secret.put(GitHubApp.KEY, AppKeys.PKCS8);
        secret.put(GitHubApp.ID, "13");
        refused(open(), Rejection.CREDENTIALS, "Integration not found");
    }

    @Test
    void manyWhoFailTogetherAskOnce() throws Exception {
        gitHub.suspendInstallation(true);
        PublisherSession session = open();
        refused(session, Rejection.CREDENTIALS, "suspended");
        refused(session, Rejection.CREDENTIALS, "suspended");
        assertThat(gitHub.forge().requestCount()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        gitHub.suspendInstallation(false);
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void theTokenEndpointsRateLimitIsKept() throws Exception {
        gitHub.forge().next(Fault.answer(403, Map.of("Retry-After", "90"), "{\"message\":\"secondary rate limit\"}"));
        PublisherSession session = open();
        assertThat(failure(session)).isInstanceOf(PublishResult.RateLimited.class);
        clock.advance(Duration.ofSeconds(30));
        assertThat(failure(session))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> assertThat(it.after()).contains(Duration.ofSeconds(60)));
        assertThat(gitHub.forge().requestCount()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(60));
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void theKeyFollowsNoRedirectElsewhere() throws Exception {
        try (StandInGitHub elsewhere = StandInGitHub.start(clock)) {
            gitHub.forge().next(Fault.redirect(307, elsewhere.apiUrl() + "/app"));
            refused(open(), Rejection.INVALID, "redirected to");
            assertThat(elsewhere.forge().requestCount()).isZero();
        }
    }

    @Test
    void aSecretThatCannotWorkIsRefusedByItsKey() {
        unusable(GitHubApp.OWNER, Map.of(GitHubApp.OWNER, "o"), "keep one of them");
        secret.remove(GitHubApp.INSTALLATION);
        unusable(GitHubApp.OWNER, Map.of(GitHubApp.OWNER, "other"), "not the owner of o/r");
        unusable(GitHubApp.KEY, Map.of(GitHubApp.KEY, "squeamish"), "usable private key");
        unusable(GitHubApp.BASE_URL, Map.of(GitHubApp.BASE_URL, "https://ghe.example.com/api/v3"), "at the origin");
        secret.remove(GitHubApp.ID);
        unusable(GitHubApp.ID, Map.of(), "client id");
    }

    @Test
    void theBaseUrlMayBeTheRepositorysOwnApi() throws Exception {
        secret.put(GitHubApp.BASE_URL, gitHub.apiUrl() + "/");
        assertThat(open().publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void requestsAreAsGitHubDescribesThem() throws Exception {
        secret.remove(GitHubApp.INSTALLATION);
        for (String address : List.of("https://github.com/o/r", "https://octo.ghe.com/o/r")) {
            ScriptedApi api = new ScriptedApi(clock)
                    .then(200, "{\"id\":7}")
                    .then(201, "{\"token\":\"ghs_1\",\"expires_at\":\"2026-01-31T13:00:00Z\"}")
                    .then(201, "{}");
            GitHub.open(address, secret, api, clock).publish(GitHub.status());

            URI root = GitHub.destination(address).api();
            OpenApiCheck check =
                    OpenApiCheck.read(Path.of("..", "..", "shared", "openapi", "github-app-auth.json"), root);
            assertThat(api.requests().subList(0, 2))
                    .allSatisfy(it -> assertThat(check.problems(it)).isEmpty());
            assertThat(api.requests().get(2).headers()).containsEntry("Authorization", "Bearer ghs_1");
        }
    }

    private void unusable(String field, Map<String, String> more, String message) {
        Map<String, String> values = new HashMap<>(secret);
        values.putAll(more);
        assertThatThrownBy(() -> open(values, clock))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo(field))
                .hasMessageContaining(message)
                .hasMessageNotContaining("squeamish");
    }

    private static PublishResult failure(PublisherSession session) throws Exception {
        try {
            return session.publish(GitHub.status());
        } catch (PublishFailedException e) {
            return e.result();
        }
    }

    private static void refused(PublisherSession session, Rejection kind, String reason) throws Exception {
        assertThat(failure(session)).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(reason);
        });
    }

    private PublisherSession open() {
        return open(clock);
    }

    private PublisherSession open(ManualClock by) {
        return open(secret, by);
    }

    private PublisherSession open(Map<String, String> values, ManualClock by) {
        Provider provider = GitHub.provider(gitHub.address("o/r"));
        Destination destination = new GitHubPublisher().destination(provider);
        Secret opened = GitHub.secret(values);
        return destination.open(PublisherContexts.open(provider, opened, destination, by));
    }
}
