package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stories against a GitLab that behaves. */
@Timeout(60)
class StandInTest {
    private static final String PROJECT = "group/sub.group/project";

    private final ManualClock clock = GitLab.clock();
    private final StandInGitLab gitlab = StandInGitLab.start(clock);

    @AfterEach
    void stop() {
        gitlab.close();
    }

    @Test
    void aStatusGoesFromPendingToItsEndInOneRow() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
            for (CommitState state : List.of(CommitState.PENDING, CommitState.RUNNING, CommitState.SUCCESS)) {
                assertThat(session.publish(GitLab.status(state))).isEqualTo(PublishResult.published());
            }
            assertThat(gitlab.statuses(PROJECT, GitLab.SHA))
                    .extracting(ShownStatus::state)
                    .containsExactly("success");
            session.publish(GitLab.status(CommitState.FAILURE));
            assertThat(gitlab.statuses(PROJECT, GitLab.SHA)).hasSize(2);
            assertShown("failed");
        }
    }

    @Test
    void eachRefOfACommitHasARegisterOfItsOwn() throws Exception {
        Destination destination = new GitLabPublisher().destination(GitLab.provider(gitlab.address(PROJECT)));
        CommitStatus staging = GitLab.status().toBuilder().ref("staging").build();
        CommitStatus production = staging.toBuilder()
                .ref("refs/heads/production")
                .state(CommitState.FAILURE)
                .build();
        try (PublisherSession session = session(PROJECT)) {
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
    }

    @Test
    void aNameWithAnAtSignIsNoRef() {
        Destination destination = new GitLabPublisher().destination(GitLab.provider(gitlab.address(PROJECT)));
        CommitStatus named = CommitStatus.success(GitLab.SHA, "deploy@prod", "");

        assertThat(destination.vendorKey(named)).isEqualTo("deploy%40prod");
        assertThat(destination.vendorKey(CommitStatus.builder(GitLab.SHA, "deploy", CommitState.SUCCESS)
                        .ref("prod")
                        .build()))
                .isEqualTo("deploy@prod");
        assertThat(destination.vendorKey(named.toBuilder().ref("x".repeat(256)).build()))
                .as("a ref that is too long is not sent")
                .isEqualTo("deploy%40prod");
    }

    @Test
    void aTargetThatGitLabCannotResolveIsLeftOut() throws Exception {
        gitlab.blockTargets("ci.internal");
        try (PublisherSession session = session(PROJECT)) {
            for (String url : List.of("https://ci.internal:8443/7", "http://ci.example.invalid/")) {
                CommitStatus status = GitLab.status().toBuilder()
                        .key(url)
                        .targetUrl(URI.create(url))
                        .build();
                assertThat(session.publish(status))
                        .isInstanceOfSatisfying(
                                PublishResult.Published.class,
                                it -> assertThat(it.note()).contains("without the target URL", "is blocked"));
            }
        }
    }

    @Test
    void whatGitLabShowsAlreadyIsUnchanged() throws Exception {
        for (boolean older : List.of(false, true)) {
            gitlab.olderBodies(older);
            for (CommitState state : List.of(CommitState.PENDING, CommitState.RUNNING)) {
                CommitStatus status = GitLab.status(state).toBuilder()
                        .key(state + " " + older)
                        .build();
                try (PublisherSession session = session(PROJECT)) {
                    assertThat(session.publish(status)).isEqualTo(PublishResult.published());
                    assertThat(session.publish(status)).isEqualTo(PublishResult.unchanged());
                }
            }
        }
    }

    @Test
    void aStatusThatWouldGoBackIsRejectedAndTheNextOneLands() throws Exception {
        for (boolean older : List.of(false, true)) {
            gitlab.olderBodies(older);
            try (PublisherSession session = session(PROJECT)) {
                session.publish(GitLab.status(CommitState.RUNNING));
                assertThat(session.publish(GitLab.status(CommitState.PENDING)))
                        .isInstanceOfSatisfying(Rejected.class, it -> {
                            assertThat(it.kind()).isEqualTo(Rejection.INVALID);
                            assertThat(it.reason()).contains("GitLab shows running, and takes no pending after it");
                        });
                assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
            }
        }
    }

    @Test
    void noSecondPipelineAppearsWhenAnotherOneIsStarted() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
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
    }

    @Test
    void aSessionThatHasForgottenThePipelineStillLands() throws Exception {
        try (PublisherSession before = session(PROJECT)) {
            before.publish(GitLab.status(CommitState.FAILURE));
        }
        try (PublisherSession after = session(PROJECT)) {
            after.publish(GitLab.status(CommitState.SUCCESS));
        }
        assertShown("success");
        assertThat(gitlab.pipelines(PROJECT, GitLab.SHA)).hasSize(1);
    }

    @Test
    void aDeletedPipelineCostsOneAttempt() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
            session.publish(GitLab.status(CommitState.PENDING));
            gitlab.pipelines(PROJECT, GitLab.SHA).keySet().forEach(gitlab::deletePipeline);

            assertThat(session.publish(GitLab.status())).isInstanceOf(PublishResult.Retry.class);
            assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
            assertShown("success");
        }
    }

    @Test
    void aCommitThatOnlyATagHasNeedsItsRef() throws Exception {
        gitlab.offBranches(GitLab.SHA);
        try (PublisherSession session = session(PROJECT)) {
            assertThat(session.publish(GitLab.status())).isInstanceOf(PublishResult.NotVisible.class);
            assertThat(session.publish(GitLab.status().toBuilder().ref("v1.0").build()))
                    .isEqualTo(PublishResult.published());
            assertThat(gitlab.pipelines(PROJECT, GitLab.SHA).values()).containsExactly("v1.0 external");
        }
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        gitlab.commitVisible(GitLab.SHA, false);
        try (PublisherSession session = session(PROJECT)) {
            assertThat(session.publish(GitLab.status())).isInstanceOf(PublishResult.NotVisible.class);
            gitlab.commitVisible(GitLab.SHA, true);
            assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
        }
    }

    @Test
    void anUpdateBesideAnothersIsTriedAgain() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
            gitlab.lease(PROJECT, GitLab.SHA, true);
            assertThat(session.publish(GitLab.status())).isInstanceOf(PublishResult.Retry.class);
            gitlab.lease(PROJECT, GitLab.SHA, false);
            assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
        }
    }

    @Test
    void aFullPipelineIsFinal() throws Exception {
        gitlab.jobLimit(1);
        try (PublisherSession session = session(PROJECT)) {
            session.publish(GitLab.status());

            assertRejected(
                    session.publish(GitLab.status().toBuilder().key("other").build()), Rejection.CEILING);
            assertThat(gitlab.pipelines(PROJECT, GitLab.SHA)).hasSize(1);
        }
    }

    @Test
    void aJobOfThatNameIsInTheWay() throws Exception {
        gitlab.job(GitLab.SHA, GitLab.KEY);
        try (PublisherSession session = session(PROJECT)) {
            assertRejected(session.publish(GitLab.status()), Rejection.INVALID);
        }
    }

    @Test
    void theStatusOfAnotherUserIsSeenAndHidden() throws Exception {
        try (PublisherSession ours = session(PROJECT);
                PublisherSession theirs = open(GitLab.provider(gitlab.address(PROJECT)), "another-token")) {
            theirs.publish(GitLab.status(CommitState.PENDING));
            assertThat(ours.latest(GitLab.status())).map(CommitStatus::state).contains(CommitState.PENDING);

            assertThat(ours.publish(GitLab.status(CommitState.PENDING)))
                    .as("a row of our own")
                    .isEqualTo(PublishResult.published());
            assertThat(gitlab.statuses(PROJECT, GitLab.SHA)).hasSize(2);
            ours.publish(GitLab.status());
            assertThat(theirs.latest(GitLab.status())).contains(GitLab.status());
        }
    }

    @Test
    void theNewestIsFoundBehindMoreStatusesThanFitOnAPage() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
            session.publish(GitLab.status());
            for (int i = 0; i < 30; i++) {
                session.publish(GitLab.status().toBuilder().key("other/" + i).build());
            }
            assertThat(session.latest(GitLab.status())).contains(GitLab.status());
        }
    }

    @Test
    void aProxyThatDecodesSlashesIsPassedByTheProjectsNumber() throws Exception {
        gitlab.decodesSlashes(true);
        try (PublisherSession session = session(PROJECT)) {
            assertThat(session.publish(GitLab.status()))
                    .isInstanceOfSatisfying(
                            PublishResult.Retry.class,
                            it -> assertThat(it.reason()).contains("numeric id"));
        }
        Provider numbered = GitLab.provider(gitlab.address(PROJECT), GitLabPublisher.PROJECT, gitlab.number(PROJECT));
        try (PublisherSession session = open(numbered, GitLab.TOKEN)) {
            assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
        }
        assertShown("success");
    }

    @Test
    void aRelativeUrlRootIsReachedOnceItIsNamed() throws Exception {
        try (StandInGitLab under = StandInGitLab.start(clock, "/gitlab")) {
            Provider plain = GitLab.provider(under.address("g/p"));
            try (PublisherSession session = open(plain, GitLab.TOKEN)) {
                assertThat(session.publish(GitLab.status()))
                        .isInstanceOfSatisfying(
                                PublishResult.Retry.class,
                                it -> assertThat(it.reason()).contains("set the annotation commitstatus.io/api-url"));
            }
            Provider named = GitLab.provider(
                    under.address("g/p"), Provider.API_URL, under.apiUrl().toString());
            try (PublisherSession session = open(named, GitLab.TOKEN)) {
                assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
            }
            assertThat(under.shown("g/p", GitLab.SHA, GitLab.KEY)).isPresent();
        }
    }

    @Test
    void aProjectThatWasMovedIsNotFound() throws Exception {
        gitlab.move(PROJECT);
        try (PublisherSession session = session(PROJECT)) {
            assertRejected(session.publish(GitLab.status()), Rejection.NOT_FOUND);
        }
    }

    @Test
    void eachKindOfTokenIsTakenInItsHeader() throws Exception {
        for (String token : List.of(GitLab.TOKEN, "c0ffee42".repeat(8))) {
            try (PublisherSession session = open(GitLab.provider(gitlab.address(PROJECT)), token)) {
                assertThat(session.publish(GitLab.status())).isEqualTo(PublishResult.published());
            }
        }
    }

    @Test
    void aCommitOfASha256RepositoryIsTaken() throws Exception {
        CommitStatus status = CommitStatus.success("ab".repeat(32), GitLab.KEY, "done");
        try (PublisherSession session = session(PROJECT)) {
            assertThat(session.publish(status)).isEqualTo(PublishResult.published());
            assertThat(session.latest(status)).contains(status);
        }
    }

    @Test
    void theWaitsThatItAsksForAreEnough() throws Exception {
        try (PublisherSession session = session(PROJECT)) {
            for (boolean headers : List.of(true, false)) {
                gitlab.rateLimit(1, headers);
                session.publish(GitLab.status());
                PublishResult limited = session.publish(GitLab.status());
                assertThat(limited)
                        .isInstanceOfSatisfying(
                                PublishResult.RateLimited.class,
                                it -> clock.advance(it.after().orElseThrow()));
                assertThat(session.publish(GitLab.status())).isInstanceOf(PublishResult.Published.class);
            }
            assertThat(gitlab.limitViolations()).isZero();
        }
    }

    @Test
    void refusalsAreToldApart() throws Exception {
        gitlab.forbid("g/forbidden");
        gitlab.onlyProjects("g/forbidden", PROJECT);
        gitlab.readOnly("read-only");
        try (PublisherSession session = open(GitLab.provider(gitlab.address(PROJECT)), "read-only")) {
            assertRejected(session.publish(GitLab.status()), Rejection.FORBIDDEN);
        }
        try (PublisherSession session = session("g/forbidden")) {
            assertRejected(session.publish(GitLab.status()), Rejection.FORBIDDEN);
        }
        try (PublisherSession session = session("g/missing")) {
            assertRejected(session.publish(GitLab.status()), Rejection.NOT_FOUND);
        }
        gitlab.revoke(GitLab.TOKEN);
        try (PublisherSession session = session(PROJECT)) {
            assertRejected(session.publish(GitLab.status()), Rejection.CREDENTIALS);
        }
    }

    private void assertShown(String state) {
        assertThat(gitlab.shown(PROJECT, GitLab.SHA, GitLab.KEY))
                .map(ShownStatus::state)
                .contains(state);
    }

    private static void assertRejected(PublishResult result, Rejection kind) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.kind()).isEqualTo(kind));
    }

    private PublisherSession session(String project) {
        return open(GitLab.provider(gitlab.address(project)), GitLab.TOKEN);
    }

    private PublisherSession open(Provider provider, String token) {
        Destination destination = GitLab.destination(provider);
        return destination.open(
                PublisherContexts.open(provider, GitLab.secret(Map.of("token", token)), destination, clock));
    }
}
