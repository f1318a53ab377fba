package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.delivery.TokenEndRun;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stories against a GitHub that behaves. */
@Timeout(60)
class StandInTest {
    private final ManualClock clock = GitHub.clock();

    @AutoClose
    private final StandInGitHub github = StandInGitHub.start(clock);

    @AutoClose
    private final PublisherSession session = session("o/r");

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRenamedRepositoryIsPostedToAgain(int code) throws Exception {
        github.rename("o/old", "o/new", code);
        try (PublisherSession session = session("o/old")) {
            published(session);
            assertThat(session.latest(GitHub.status())).contains(GitHub.status());
        }
        assertThat(github.shown("o/new", GitHub.SHA, GitHub.KEY))
                .map(ShownStatus::state)
                .contains("success");
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        github.commitVisible(GitHub.SHA, false);
        Cell.expect("not visible: …", () -> session.publish(GitHub.status()));
        github.commitVisible(GitHub.SHA, true);
        published(session);
    }

    @Test
    void atTheCeilingTheNewestIsStillKnown() throws Exception {
        CommitStatus last = GitHub.status();
        PublishResult result = PublishResult.published();
        for (int i = 0; i < 1001 && result instanceof PublishResult.Published; i++) {
            CommitStatus next = last.toBuilder().description("attempt " + i).build();
            result = session.publish(next);
            last = result instanceof PublishResult.Published ? next : last;
        }

        assertThat(Answers.words(result)).startsWith("rejected CEILING: ");
        assertThat(session.latest(GitHub.status())).contains(last);
    }

    @Test
    void whatAnotherProgramPostedInOtherCaseIsTheSameContext() throws Exception {
        session.publish(CommitStatus.builder(GitHub.SHA, "Deploy/Prod", CommitState.FAILURE)
                .build());

        CommitStatus lower = CommitStatus.builder(GitHub.SHA, "deploy/prod", CommitState.SUCCESS)
                .build();
        Cell.expect("failure of deploy/prod", () -> session.latest(lower));
    }

    @Test
    void theWaitsThatItAsksForAreEnough() throws Exception {
        github.primaryLimit(1, 403);
        session.publish(GitHub.status());
        assertWaitIsEnough();

        github.primaryLimit(1000, 403);
        github.secondaryLimit(Duration.ofSeconds(50), 429, true);
        assertWaitIsEnough();
        github.secondaryLimit(Duration.ofSeconds(50), 403, false);
        assertWaitIsEnough();
        assertThat(github.limitViolations()).isZero();
    }

    @Test
    void aRevokedTokenAndAForbiddenRepositoryAreToldApart() throws Exception {
        github.forbid("o/forbidden");
        github.onlyRepositories("o/forbidden", "o/r");
        expect("rejected FORBIDDEN: …", "o/forbidden");
        expect("rejected NOT_FOUND: …", "o/missing");
        github.revoke(GitHub.TOKEN);
        expect("rejected CREDENTIALS: …", "o/r");
    }

    @Test
    void singleSignOnIsNamedWithTheRemedy() throws Exception {
        github.enforceSso("My-Org");
        expect(
                "rejected FORBIDDEN: HTTP 403: Resource protected by organization SAML enforcement. You must grant your"
                        + " Personal Access token access to this organization. (allow the token for the organization's"
                        + " single sign-on, at https://github.com/orgs/my-org/sso?authorization_request=A1)",
                "my-org/r");
        expect("published", "o/r");
    }

    @Test
    void whatStandsBesideTheApiIsAPage() {
        Provider provider = GitHub.provider(github.address("o/r")).toBuilder()
                .annotation(Provider.API_URL, github.url().toString())
                .build();
        try (PublisherSession session = GitHub.open(provider, Map.of("token", GitHub.TOKEN), clock)) {
            Cell.expect("thrown PageAnswerException: …Sign in to GitHub…", () -> session.publish(GitHub.status()));
            assertThat(github.statuses("o/r", GitHub.SHA)).isEmpty();
        }
    }

    /** A personal access token's end, which every answer of GitHub's tells. */
    @Test
    void theTokensLastDayIsWarnedOfOnceADayWithoutARequestMore() throws Exception {
        try (TokenEndRun run = new TokenEndRun("github", github::address, GitHub.TOKEN, clock)) {
            github.ends(GitHub.TOKEN, clock.instant().plus(Duration.ofDays(15)));
            run.deliver("p0", "p1");
            assertThat(run.warnings()).isEmpty();

            clock.advance(Duration.ofDays(1));
            run.deliver("p0", "p1", "p0");
            assertThat(run.warnings())
                    .singleElement()
                    .asString()
                    .contains("secret=flux-system/token", "ends=2026-02-15")
                    .doesNotContain(GitHub.TOKEN);
            assertThat(github.forge().requestCount()).isEqualTo(5);
        }
    }

    private void assertWaitIsEnough() throws Exception {
        assertThat(session.publish(GitHub.status()))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> clock.advance(it.after().orElseThrow()));
        Cell.expect("published…", () -> session.publish(GitHub.status()));
    }

    private static void published(PublisherSession session) {
        Cell.expect("published", () -> session.publish(GitHub.status()));
    }

    private void expect(String result, String repository) throws Exception {
        try (PublisherSession session = session(repository)) {
            Cell.expect(result, () -> session.publish(GitHub.status()));
        }
    }

    private PublisherSession session(String repository) {
        return GitHub.open(GitHub.provider(github.address(repository)), Map.of("token", GitHub.TOKEN), clock);
    }
}
