package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stories against a GitHub that behaves. */
@Timeout(60)
class StandInTest {
    private final ManualClock clock = GitHub.clock();
    private final StandInGitHub github = StandInGitHub.start(clock);

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aRenamedRepositoryIsPostedToAgain() throws Exception {
        for (int code : List.of(301, 302, 307, 308)) {
            String name = "o/new" + code;
            github.rename("o/old" + code, name, code);
            try (PublisherSession session = session("o/old" + code)) {
                assertThat(session.publish(GitHub.status())).isEqualTo(PublishResult.published());
                assertThat(session.latest(GitHub.status())).contains(GitHub.status());
            }
            assertThat(github.shown(name, GitHub.SHA, GitHub.KEY))
                    .map(ShownStatus::state)
                    .contains("success");
        }
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        github.commitVisible(GitHub.SHA, false);
        try (PublisherSession session = session("o/r")) {
            assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.NotVisible.class);
            github.commitVisible(GitHub.SHA, true);
            assertThat(session.publish(GitHub.status())).isEqualTo(PublishResult.published());
        }
    }

    @Test
    void atTheCeilingTheNewestIsStillKnown() throws Exception {
        try (PublisherSession session = session("o/r")) {
            CommitStatus last = GitHub.status();
            PublishResult result = PublishResult.published();
            for (int i = 0; i < 1001 && result instanceof PublishResult.Published; i++) {
                CommitStatus next = last.toBuilder().description("attempt " + i).build();
                result = session.publish(next);
                last = result instanceof PublishResult.Published ? next : last;
            }

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Rejected.class, it -> assertThat(it.kind()).isEqualTo(Rejection.CEILING));
            assertThat(session.latest(GitHub.status())).contains(last);
        }
    }

    @Test
    void whatAnotherProgramPostedInOtherCaseIsTheSameContext() throws Exception {
        try (PublisherSession session = session("o/r")) {
            session.publish(CommitStatus.builder(GitHub.SHA, "Deploy/Prod", CommitState.FAILURE)
                    .build());

            assertThat(session.latest(CommitStatus.builder(GitHub.SHA, "deploy/prod", CommitState.SUCCESS)
                            .build()))
                    .map(CommitStatus::state)
                    .contains(CommitState.FAILURE);
        }
    }

    @Test
    void theWaitsThatItAsksForAreEnough() throws Exception {
        try (PublisherSession session = session("o/r")) {
            github.primaryLimit(1, 403);
            session.publish(GitHub.status());
            assertWaitIsEnough(session);

            github.primaryLimit(1000, 403);
            github.secondaryLimit(Duration.ofSeconds(50), 429, true);
            assertWaitIsEnough(session);
            github.secondaryLimit(Duration.ofSeconds(50), 403, false);
            assertWaitIsEnough(session);
            assertThat(github.limitViolations()).isZero();
        }
    }

    @Test
    void aRevokedTokenAndAForbiddenRepositoryAreToldApart() throws Exception {
        github.forbid("o/forbidden");
        github.onlyRepositories("o/forbidden", "o/r");
        assertRejected("o/forbidden", Rejection.FORBIDDEN);
        assertRejected("o/missing", Rejection.NOT_FOUND);
        github.revoke(GitHub.TOKEN);
        assertRejected("o/r", Rejection.CREDENTIALS);
    }

    @Test
    void singleSignOnIsNamedWithTheRemedy() throws Exception {
        github.enforceSso("My-Org");
        try (PublisherSession session = session("my-org/r")) {
            assertThat(session.publish(GitHub.status())).isInstanceOfSatisfying(Rejected.class, it -> {
                assertThat(it.kind()).isEqualTo(Rejection.FORBIDDEN);
                assertThat(it.reason())
                        .contains("https://github.com/orgs/my-org/sso?authorization_request=A1")
                        .doesNotContain("Commit statuses: write");
            });
        }
        try (PublisherSession session = session("o/r")) {
            assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
        }
    }

    @Test
    void whatStandsBesideTheApiIsAPage() {
        Provider provider = GitHub.provider(github.address("o/r")).toBuilder()
                .annotation(Provider.API_URL, github.url().toString())
                .build();
        Destination destination = new GitHubPublisher().destination(provider);
        try (PublisherSession session = destination.open(
                PublisherContexts.open(provider, GitHub.secret(Map.of("token", GitHub.TOKEN)), destination, clock))) {
            assertThatThrownBy(() -> session.publish(GitHub.status()))
                    .isInstanceOf(PageAnswerException.class)
                    .hasMessageContaining("Sign in to GitHub");
            assertThat(github.statuses("o/r", GitHub.SHA)).isEmpty();
        }
    }

    private void assertWaitIsEnough(PublisherSession session) throws Exception {
        PublishResult limited = session.publish(GitHub.status());
        assertThat(limited)
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> clock.advance(it.after().orElseThrow()));
        assertThat(session.publish(GitHub.status())).isInstanceOf(PublishResult.Published.class);
    }

    private void assertRejected(String repository, Rejection kind) throws Exception {
        try (PublisherSession session = session(repository)) {
            assertThat(session.publish(GitHub.status()))
                    .isInstanceOfSatisfying(
                            Rejected.class, it -> assertThat(it.kind()).isEqualTo(kind));
        }
    }

    private PublisherSession session(String repository) {
        Provider provider = GitHub.provider(github.address(repository));
        Destination destination = new GitHubPublisher().destination(provider);
        return destination.open(
                PublisherContexts.open(provider, GitHub.secret(Map.of("token", GitHub.TOKEN)), destination, clock));
    }
}
