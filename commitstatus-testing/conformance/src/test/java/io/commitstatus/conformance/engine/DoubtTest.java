package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.REPOSITORY;
import static io.commitstatus.conformance.engine.Fixture.commit;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private static final Duration LATER = Duration.ofMinutes(1);

    @Test
    void aStatusWhoseAnswerWasLostIsAskedForRatherThanSentTwice() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.forge().next(Fault.lostAnswer());
            Receipt receipt = f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "one"));
            f.awaitAttempts(1);
            f.clock.advance(LATER);

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.host.statuses(REPOSITORY, commit(1))).hasSize(1);
        }
    }

    @Test
    void aStatusThatNeverArrivedIsSentAfterTheQuestion() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.forge().next(Fault.reset());
            Receipt receipt = f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "one"));
            f.awaitAttempts(1);
            f.clock.advance(LATER);

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.host.forge().requests()).extracting(it -> it.method()).containsExactly("POST", "GET", "POST");
        }
    }

    @Test
    void aRefusalOfTheQuestionLeavesTheDoubt() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.forge().next(Fault.lostAnswer(), Fault.answer(503, "down"));
            Receipt receipt = f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "one"));
            f.awaitAttempts(1);
            f.clock.advance(LATER);
            f.awaitAttempts(2);
            f.clock.advance(LATER);

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.host.statuses(REPOSITORY, commit(1))).hasSize(1);
        }
    }

    @Test
    void whatAnotherProgramHasPostedMeanwhileIsOverwritten() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.forge().next(Fault.lostAnswer());
            f.router.submit("flux-system/main", status(1, "k", CommitState.PENDING, "one"));
            f.awaitAttempts(1);
            Receipt newer = f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "two"));
            f.clock.advance(LATER);

            assertThat(Fixture.outcome(newer)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("two");
        }
    }

    @Test
    void aKeyThatIsMetForTheFirstTimeIsAskedForWhenThatIsWanted() throws Exception {
        try (Fixture f = new Fixture(it -> it.checkBeforePosting(true))) {
            Fixture.outcome(f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "one")));
            try (Fixture after = new Fixture(f, it -> it.checkBeforePosting(true))) {
                Receipt again = after.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "one"));

                assertThat(Fixture.outcome(again)).isEqualTo(Outcome.Kind.UNCHANGED);
                assertThat(f.host.statuses(REPOSITORY, commit(1))).hasSize(1);
            }
        }
    }
}
