package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stories against a GitLab that behaves. */
@Timeout(60)
class StandInTest {
    private static final String PROJECT = "group/sub.group/project";

    private final ManualClock clock = GitLab.clock();

    @AutoClose
    private final StandInGitLab gitlab = StandInGitLab.start(clock);

    @AutoClose
    private final PublisherSession session = GitLab.open(GitLab.provider(gitlab.address(PROJECT)), GitLab.TOKEN, clock);

    @Test
    void aStatusGoesFromPendingToItsEndInOneRow() throws Exception {
        for (CommitState state : List.of(CommitState.PENDING, CommitState.RUNNING, CommitState.SUCCESS)) {
            publish(GitLab.status(state), "published");
        }
        assertThat(gitlab.statuses(PROJECT, GitLab.SHA))
                .extracting(ShownStatus::state)
                .containsExactly("success");
        session.publish(GitLab.status(CommitState.FAILURE));
        assertThat(gitlab.statuses(PROJECT, GitLab.SHA)).hasSize(2);
        assertShown("failed");
    }

    @Test
    void eachRefOfACommitHasARegisterOfItsOwn() throws Exception {
        Destination destination = new GitLabPublisher().destination(GitLab.provider(gitlab.address(PROJECT)));
        CommitStatus staging = GitLab.status().toBuilder().ref("staging").build();
        CommitStatus production = staging.toBuilder()
                .ref("refs/heads/production")
                .state(CommitState.FAILURE)
                .build();
        session.publish(staging);
        session.publish(production);
        for (CommitStatus status : List.of(staging, production)) {
            assertThat(gitlab.shown(PROJECT, GitLab.SHA, destination.vendorKey(status)))
                    .map(ShownStatus::state)
                    .contains(States.word(status.state()));
            assertThat(session.latest(status)).map(CommitStatus::state).contains(status.state());
        }
        assertThat(session.latest(staging.toBuilder().ref("main").build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ci.internal:8443/7", "http://ci.example.invalid/"})
    void aTargetThatGitLabCannotResolveIsLeftOut(URI url) {
        gitlab.blockTargets("ci.internal");
        publish(GitLab.status().toBuilder().targetUrl(url).build(), "published: …without the target URL…is blocked…");
    }

    @ParameterizedTest(name = "older bodies: {0}")
    @ValueSource(booleans = {false, true})
    void whatGitLabShowsAlreadyIsUnchangedAndNothingGoesBack(boolean older) {
        gitlab.olderBodies(older);
        for (CommitState state : List.of(CommitState.PENDING, CommitState.RUNNING)) {
            publish(GitLab.status(state), "published");
            publish(GitLab.status(state), "unchanged");
        }
        publish(
                GitLab.status(CommitState.PENDING),
                "rejected INVALID: …GitLab shows running, and takes no pending after it…");
        publish(GitLab.status(), "published");
    }

    @Test
    void noSecondPipelineAppearsWhenAnotherOneIsStarted() throws Exception {
        session.publish(GitLab.status(CommitState.PENDING));
        gitlab.startPipeline(PROJECT, GitLab.SHA, "refs/merge-requests/1/head");
        session.publish(GitLab.status(CommitState.SUCCESS));

        assertThat(gitlab.statuses(PROJECT, GitLab.SHA))
                .as("the pending one, which has ended")
                .extracting(ShownStatus::state)
                .containsExactly("success");
        assertThat(gitlab.pipelines(PROJECT, GitLab.SHA).values())
                .containsExactly("refs/merge-requests/1/head push", "main external");
    }

    @Test
    void aSessionThatHasForgottenThePipelineStillLands() {
        publish(PROJECT, GitLab.TOKEN, GitLab.status(CommitState.FAILURE), "published");
        publish(PROJECT, GitLab.TOKEN, GitLab.status(CommitState.SUCCESS), "published");
        assertShown("success");
        assertThat(gitlab.pipelines(PROJECT, GitLab.SHA)).hasSize(1);
    }

    @Test
    void aDeletedPipelineCostsOneAttempt() throws Exception {
        session.publish(GitLab.status(CommitState.PENDING));
        gitlab.pipelines(PROJECT, GitLab.SHA).keySet().forEach(gitlab::deletePipeline);

        publish(GitLab.status(), "retry: …");
        publish(GitLab.status(), "published");
        assertShown("success");
    }

    @Test
    void aCommitThatOnlyATagHasNeedsItsRef() throws Exception {
        gitlab.offBranches(GitLab.SHA);
        publish(GitLab.status(), "not visible: …");
        publish(GitLab.status().toBuilder().ref("v1.0").build(), "published");
        assertThat(gitlab.pipelines(PROJECT, GitLab.SHA).values()).containsExactly("v1.0 external");
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        gitlab.commitVisible(GitLab.SHA, false);
        publish(GitLab.status(), "not visible: …");
        gitlab.commitVisible(GitLab.SHA, true);
        publish(GitLab.status(), "published");
    }

    @Test
    void anUpdateBesideAnothersIsTriedAgain() throws Exception {
        gitlab.lease(PROJECT, GitLab.SHA, true);
        publish(GitLab.status(), "retry: …");
        gitlab.lease(PROJECT, GitLab.SHA, false);
        publish(GitLab.status(), "published");
    }

    @Test
    void aFullPipelineIsFinal() throws Exception {
        gitlab.jobLimit(1);
        session.publish(GitLab.status());

        publish(GitLab.status().toBuilder().key("other").build(), "rejected CEILING: …");
        assertThat(gitlab.pipelines(PROJECT, GitLab.SHA)).hasSize(1);
    }

    @Test
    void theStatusOfAnotherUserIsSeenAndHidden() throws Exception {
        try (PublisherSession theirs = GitLab.open(GitLab.provider(gitlab.address(PROJECT)), "another-token", clock)) {
            theirs.publish(GitLab.status(CommitState.PENDING));
            assertThat(session.latest(GitLab.status())).map(CommitStatus::state).contains(CommitState.PENDING);

            // A row of our own.
            publish(GitLab.status(CommitState.PENDING), "published");
            assertThat(gitlab.statuses(PROJECT, GitLab.SHA)).hasSize(2);
            publish(GitLab.status(), "published");
            assertThat(theirs.latest(GitLab.status())).contains(GitLab.status());
        }
    }

    @Test
    void theNewestIsFoundBehindMoreStatusesThanFitOnAPage() throws Exception {
        session.publish(GitLab.status());
        for (int i = 0; i < 30; i++) {
            session.publish(GitLab.status().toBuilder().key("other/" + i).build());
        }
        assertThat(session.latest(GitLab.status())).contains(GitLab.status());
    }

    @Test
    void aProxyThatDecodesSlashesIsPassedByTheProjectsNumber() {
        gitlab.decodesSlashes(true);
        publish(GitLab.status(), "retry: …numeric id…");
        publish(
                GitLab.provider(gitlab.address(PROJECT), GitLabPublisher.PROJECT, gitlab.number(PROJECT)),
                GitLab.TOKEN,
                GitLab.status(),
                "published");
        assertShown("success");
    }

    @Test
    void aRelativeUrlRootIsReachedOnceItIsNamed() {
        try (StandInGitLab under = StandInGitLab.start(clock, "/gitlab")) {
            Provider plain = GitLab.provider(under.address("g/p"));
            Provider named = plain.toBuilder()
                    .annotation(Provider.API_URL, under.apiUrl().toString())
                    .build();
            publish(plain, GitLab.TOKEN, GitLab.status(), "retry: …set the annotation commitstatus.io/api-url…");
            publish(named, GitLab.TOKEN, GitLab.status(), "published");
            assertThat(under.shown("g/p", GitLab.SHA, GitLab.KEY)).isPresent();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {GitLab.TOKEN, "c0ffee42c0ffee42c0ffee42c0ffee42c0ffee42c0ffee42c0ffee42c0ffee42"})
    void eachKindOfTokenIsTakenInItsHeader(String token) {
        publish(PROJECT, token, GitLab.status(), "published");
    }

    @Test
    void aCommitOfASha256RepositoryIsTaken() throws Exception {
        CommitStatus status = CommitStatus.success("ab".repeat(32), GitLab.KEY, "done");
        publish(status, "published");
        assertThat(session.latest(status)).contains(status);
    }

    @ParameterizedTest(name = "headers: {0}")
    @ValueSource(booleans = {true, false})
    void theWaitsThatItAsksForAreEnough(boolean headers) throws Exception {
        gitlab.rateLimit(1, headers);
        session.publish(GitLab.status());
        assertThat(session.publish(GitLab.status()))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> clock.advance(it.after().orElseThrow()));
        publish(GitLab.status(), "published…");
        assertThat(gitlab.limitViolations()).isZero();
    }

    @Test
    void refusalsAreToldApart() {
        gitlab.job(GitLab.SHA, GitLab.KEY);
        publish(GitLab.status(), "rejected INVALID: …");
        gitlab.forbid("g/forbidden");
        gitlab.onlyProjects("g/forbidden", PROJECT);
        gitlab.readOnly("read-only");
        publish(PROJECT, "read-only", GitLab.status(), "rejected FORBIDDEN: …");
        publish("g/forbidden", GitLab.TOKEN, GitLab.status(), "rejected FORBIDDEN: …");
        publish("g/missing", GitLab.TOKEN, GitLab.status(), "rejected NOT_FOUND: …");
        gitlab.move(PROJECT);
        publish(GitLab.status(), "rejected NOT_FOUND: …");
        gitlab.revoke(GitLab.TOKEN);
        publish(GitLab.status(), "rejected CREDENTIALS: …");
    }

    private void assertShown(String state) {
        assertThat(gitlab.shown(PROJECT, GitLab.SHA, GitLab.KEY))
                .map(ShownStatus::state)
                .contains(state);
    }

    private void publish(CommitStatus status, String result) {
        Cell.expect(result, () -> session.publish(status));
    }

    private void publish(String project, String token, CommitStatus status, String result) {
        publish(GitLab.provider(gitlab.address(project)), token, status, result);
    }

    private void publish(Provider provider, String token, CommitStatus status, String result) {
        try (PublisherSession other = GitLab.open(provider, token, clock)) {
            Cell.expect(result, () -> other.publish(status));
        }
    }
}
