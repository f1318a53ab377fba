package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.commit;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Rejection;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void aServerThatFailsIsTriedAgainAfterTheBackoffAndNotBefore() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "bad gateway"), Fault.answer(502, "bad gateway"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.clock.advance(Duration.ofMillis(999));
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
            f.clock.advance(Duration.ofMillis(1));
            f.awaitAttempts(2);
            f.clock.advance(Duration.ofSeconds(2));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void aPutKeepsTheBackoffOfItsRow() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "bad gateway"));
            Receipt first = f.router.submit(PROVIDER, status(1, "k", CommitState.FAILURE, "x"));
            f.awaitAttempts(1);
            Receipt second = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "y"));

            assertThat(Fixture.outcome(first)).isEqualTo(Outcome.Kind.SUPERSEDED);
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
            f.clock.advance(Duration.ofSeconds(1));
            assertThat(Fixture.outcome(second)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void aCommitThatIsNotThereYetIsWaitedForTenMinutes() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.commitVisible(commit(1), false);
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.host.commitVisible(commit(1), true);
            f.clock.advance(Duration.ofSeconds(1));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void aCommitThatNeverAppearsIsRejectedAfterTenMinutes() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.commitVisible(commit(1), false);
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.clock.advance(Duration.ofMinutes(10));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.REJECTED);
            Outcome outcome = receipt.outcome().orElseThrow();
            assertThat(outcome.rejection()).contains(Rejection.NOT_FOUND);
            assertThat(outcome.detail()).contains("no such commit yet");
        }
    }

    @Test
    void aDenialInPassingCostsNoStatus() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge()
                    .next(
                            Fault.answer(403, "{\"message\":\"Forbidden\"}"),
                            Fault.answer(404, "{\"message\":\"Not Found\"}"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            assertThat(receipt.outcome().orElseThrow().toString())
                    .contains("pending: HTTP 403: Forbidden", "tried again until 2026-11-20T12:05:00Z");
            f.clock.advance(Duration.ofSeconds(15));
            f.awaitAttempts(2);
            f.clock.advance(Duration.ofSeconds(30));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.host.forge().requestCount()).isEqualTo(3);
        }
    }

    @Test
    void aDenialThatStaysIsFinalAfterFiveMinutesAndSixRequests() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.onlyRepositories("org/elsewhere");
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            List<Integer> waits = List.of(15, 30, 60, 120, 75);
            for (int i = 0; i < waits.size(); i++) {
                f.awaitAttempts(i + 1);
                assertThat(receipt.settled()).isFalse();
                f.clock.advance(Duration.ofSeconds(waits.get(i)));
            }

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(receipt.outcome().orElseThrow().detail())
                    .contains("HTTP 404: no such repository; still so after 5m0s");
            assertThat(f.host.forge().requestCount()).isEqualTo(6);
        }
    }

    @Test
    void aHostThatComesBackMayDenyInPassingWhatHasWaitedForLong() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge()
                    .next(
                            Fault.answer(502, "bad gateway"),
                            Fault.answer(404, "{\"message\":\"Not Found\"}"),
                            Fault.answer(404, "{\"message\":\"Not Found\"}"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            // The question is denied, then the post.
            f.clock.advance(Duration.ofHours(1));
            f.awaitAttempts(2);
            assertThat(receipt.settled()).isFalse();
            f.clock.advance(Duration.ofSeconds(15));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void whatCannotBeDeliveredExpiresAndSaysWhy() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "bad gateway"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.clock.advance(Duration.ofHours(25));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.EXPIRED);
            assertThat(receipt.outcome().orElseThrow().detail()).contains("502");
        }
    }

    @Test
    void aRejectedStatusIsListedAndCanBeReplayed() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.onlyRepositories("org/elsewhere");
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(f.router.undelivered(10))
                    .singleElement()
                    .satisfies(it -> assertThat(it.outcome().detail()).contains("404"));

            f.host.onlyRepositories(Fixture.REPOSITORY);
            String id = receipt.sent().get(0).id();
            Receipt replayed = f.router.replay(id).orElseThrow();

            assertThat(Fixture.outcome(replayed)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.router.undelivered(10)).isEmpty();
            assertThat(f.router.replay(id)).isEmpty();
        }
    }

    @Test
    void theCeilingOfACommitIsUnchangedWhenItShowsTheStatusAndRejectedWhenNot() throws Exception {
        try (Fixture f = new Fixture()) {
            String ceiling = "{\"message\":\"the ceiling of this commit is reached\"}";
            f.host.forge().next(Fault.answer(422, ceiling));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(receipt.outcome().orElseThrow().rejection()).contains(Rejection.CEILING);

            Fixture.outcome(f.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x")));
            try (Fixture after = new Fixture(f, it -> it)) {
                f.host.forge().next(Fault.answer(422, ceiling));
                assertThat(Fixture.outcome(after.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x"))))
                        .isEqualTo(Outcome.Kind.UNCHANGED);
            }
        }
    }
}
