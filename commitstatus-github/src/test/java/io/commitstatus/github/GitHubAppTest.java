package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.github.StandInGitHub;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubAppTest {
    private final ManualClock clock = GitHub.clock();

    @AutoClose
    private final StandInGitHub gitHub = StandInGitHub.start(clock);

    private final Map<String, String> secret = AppKeys.secret(AppKeys.PKCS8);

    GitHubAppTest() {
        gitHub.app("12", AppKeys.publicKey());
    }

    @Test
    void aTokenIsMintedOnceForTheRepositoryAndStatusesAlone() throws Exception {
        PublisherSession session = open();
        expect(session, "published");
        expect(session, "published");

        List<ForgeRequest> requests = gitHub.forge().requests();
        assertThat(requests).hasSize(3);
        assertThat(requests.get(0).json())
                .isEqualTo(Map.of("repositories", List.of("r"), "permissions", Map.of("statuses", "write")));
        assertThat(gitHub.shown("o/r", GitHub.SHA)).hasSize(1);
    }

    @Test
    void everyFormOfTheKeyIsTaken() {
        for (String key : List.of(AppKeys.PKCS1, AppKeys.PKCS8, AppKeys.PKCS1.replace("\n", "\\n"))) {
            secret.put(GitHubApp.KEY, key);
            expect(open(), "published");
        }
    }

    @Test
    void theInstallationIsLookedUpByTheRepository() {
        secret.remove(GitHubApp.INSTALLATION);
        expect(open(), "published");
        assertThat(gitHub.forge().requests().get(0).path()).endsWith("/repos/o/r/installation");

        secret.put(GitHubApp.OWNER, "O");
        expect(open(), "published");
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
        expect(session, "published");
        clock.advance(Duration.ofMinutes(5));
        expect(session, "rejected CREDENTIALS: …suspended…");
    }

    @Test
    void aClockThatIsWrongIsCorrectedByGitHubs() {
        for (Duration skew : List.of(Duration.ofMinutes(20), Duration.ofMinutes(-20))) {
            expect(open(secret, new ManualClock(GitHub.NOW.plus(skew))), "published");
        }
    }

    @Test
    void whyThereIsNoTokenIsSaid() {
        gitHub.suspendInstallation(true);
        expect(open(), "rejected CREDENTIALS: …is suspended: let the owner unsuspend it…");
        gitHub.suspendInstallation(false);

        gitHub.removeInstallation(true);
        expect(open(), "rejected CREDENTIALS: …was removed…");
        gitHub.removeInstallation(false);

        gitHub.appWritesStatuses(false);
        expect(open(), "rejected FORBIDDEN: …lacks \"Commit statuses: write\"…");
        gitHub.appWritesStatuses(true);

        gitHub.excludeFromInstallation("o/r");
        expect(open(), "rejected NOT_FOUND: …does not include o/r…");
        secret.remove(GitHubApp.INSTALLATION);
        expect(open(), "rejected NOT_FOUND: …is not installed on o/r…");
    }

    @Test
    void aWrongKeyIsRefusedAsCredentials() {
        secret.put(GitHubApp.KEY, AppKeys.WRONG);
        expect(open(), "rejected CREDENTIALS: …does not take the key of App 12…");
        secret.put(GitHubApp.KEY, AppKeys.PKCS8);
        secret.put(GitHubApp.ID, "13");
        expect(open(), "rejected CREDENTIALS: …Integration not found…");
    }

    @Test
    void manyWhoFailTogetherAskOnce() {
        gitHub.suspendInstallation(true);
        PublisherSession session = open();
        expect(session, "rejected CREDENTIALS: …suspended…");
        expect(session, "rejected CREDENTIALS: …suspended…");
        assertThat(gitHub.forge().requestCount()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        gitHub.suspendInstallation(false);
        expect(session, "published");
    }

    @Test
    void theTokenEndpointsRateLimitIsKept() {
        gitHub.forge().next(Fault.answer(403, Map.of("Retry-After", "90"), "{\"message\":\"secondary rate limit\"}"));
        PublisherSession session = open();
        expect(session, "rate limited for PT1M30S: …");
        clock.advance(Duration.ofSeconds(30));
        expect(session, "rate limited for PT1M: …");
        assertThat(gitHub.forge().requestCount()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(60));
        expect(session, "published");
    }

    @Test
    void theKeyFollowsNoRedirectElsewhere() throws Exception {
        try (StandInGitHub elsewhere = StandInGitHub.start(clock)) {
            gitHub.forge().next(Fault.redirect(307, elsewhere.apiUrl() + "/app"));
            expect(open(), "rejected INVALID: …redirected to…");
            assertThat(elsewhere.forge().requestCount()).isZero();
        }
    }

    /** A changed value, or {@code -} for one that is taken out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            githubAppInstallationOwner=o                                                       | githubAppInstallationOwner: …keep one of them…
            githubAppInstallationID=-; githubAppInstallationOwner=other                        | githubAppInstallationOwner: …not the owner of o/r…
            githubAppInstallationID=-; githubAppPrivateKey=squeamish                           | githubAppPrivateKey: …usable private key…
            githubAppInstallationID=-; githubAppBaseURL=https://ghe.example.com/api/v3         | githubAppBaseURL: …at the origin…
            githubAppInstallationID=-; githubAppID=-                                           | githubAppID: …client id…
            """)
    void aSecretThatCannotWorkIsRefusedByItsKey(String changes, String error) {
        Cell.fields(changes).forEach(secret::put);
        secret.values().removeIf("-"::equals);

        Cell.expect(error, this::open);
    }

    @Test
    void theBaseUrlMayBeTheRepositorysOwnApi() {
        secret.put(GitHubApp.BASE_URL, gitHub.apiUrl() + "/");
        expect(open(), "published");
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
            OpenApiCheck check = OpenApiCheck.of("github-app-auth.json", root);
            assertThat(api.requests().subList(0, 2))
                    .allSatisfy(it -> assertThat(check.problems(it)).isEmpty());
            assertThat(api.requests().get(2).headers()).containsEntry("Authorization", "Bearer ghs_1");
        }
    }

    /** Of what is published, or of the token that there is none for it. */
    private static void expect(PublisherSession session, String result) {
        Cell.expect(result, () -> {
            try {
                return session.publish(GitHub.status());
            } catch (PublishFailedException e) {
                return e.result();
            }
        });
    }

    private PublisherSession open() {
        return open(secret, clock);
    }

    private PublisherSession open(Map<String, String> values, ManualClock by) {
        return GitHub.open(GitHub.provider(gitHub.address("o/r")), values, by);
    }
}
