package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.PROVIDER;
import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.START;
import static io.commitstatus.conformance.engine.Fixture.commit;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.CommitStatusException;
import io.commitstatus.policy.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statuses that no event brings. */
class SubmitTest {
    private static final CommitStatus BUILD = status(1, "build", CommitState.SUCCESS, "built");
    private static final CommitStatus DEPLOY = status(1, "deploy", CommitState.PENDING, "begun");

    @Test
    void severalAtOnceByNameOrTextHaveAnEntryEachInTheirOrder() throws Exception {
        try (Fixture f = new Fixture()) {
            for (Receipt receipt : List.of(
                    f.router.submit(PROVIDER, BUILD, DEPLOY),
                    f.router.submit("flux-system/main", BUILD, DEPLOY),
                    f.router.submit(Submission.of(PROVIDER, List.of(BUILD, DEPLOY))))) {
                assertThat(receipt.await(SOON).sent())
                        .extracting(Receipt.Sent::status)
                        .containsExactly(BUILD, DEPLOY);
                assertThat(receipt.sent()).allMatch(it -> it.outcome().isGood());
            }
            assertThat(f.shown(1, "build")).isPresent();
            assertThat(f.shown(1, "deploy")).isPresent();
        }
    }

    @Test
    void whatIsWrongWithOneKeepsAllOut() {
        try (Fixture f = new Fixture()) {
            assertThatThrownBy(() -> f.router.submit(PROVIDER, BUILD, status(1, "build", CommitState.FAILURE, "no")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("two statuses of one submission are for ")
                    .hasMessageContaining("build");
            assertThatThrownBy(() -> f.router.submit(PROVIDER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is nothing to submit to flux-system/main; give at least one status");
            assertThatThrownBy(() -> f.router.submit("flux-system/other", BUILD))
                    .isInstanceOf(CommitStatusException.class)
                    .hasMessage("there is no Provider flux-system/other; known are [flux-system/main]");
            assertThat(f.router.backlog().waiting()).isZero();
            assertThat(f.listener.accepted()).isEmpty();
        }
    }

    @Test
    void aKnownTimeOrdersStatuses() throws Exception {
        try (Fixture f = new Fixture()) {
            assertThat(Fixture.outcome(
                            f.router.submit(Submission.of(PROVIDER, status(1, "k", CommitState.SUCCESS, "new"))
                                    .at(START.plusSeconds(10)))))
                    .isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Fixture.outcome(
                            f.router.submit(Submission.of(PROVIDER, status(1, "k", CommitState.FAILURE, "old"))
                                    .at(START))))
                    .isEqualTo(Outcome.Kind.SUPERSEDED);
        }
    }

    @Test
    void theCommitsBranchGoesToTheStatusesThatNameNone() {
        CommitStatus tagged = CommitStatus.builder(commit(1), "release", CommitState.SUCCESS)
                .ref("refs/tags/v1")
                .build();
        Submission submission = Submission.of(PROVIDER, BUILD, tagged).ref("main");
        assertThat(submission.statuses())
                .extracting(it -> it.ref().orElseThrow())
                .containsExactly("main", "refs/tags/v1");
        try (Fixture f = new Fixture()) {
            assertThat(f.router.submit(submission).sent())
                    .extracting(it -> it.status().ref().orElseThrow())
                    .containsExactly("main", "refs/tags/v1");
        }
    }
}
