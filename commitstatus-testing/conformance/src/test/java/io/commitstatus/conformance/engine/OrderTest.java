package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.REPOSITORY;
import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.START;
import static io.commitstatus.conformance.engine.Fixture.commit;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.model.CommitState;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void anOlderEventThatComesLateIsSuperseded() throws Exception {
        try (Fixture f = new Fixture()) {
            Fixture.outcome(f.router.submit(Submission.of(PROVIDER, status(1, "k", CommitState.FAILURE, "newer"))
                    .at(START.plusSeconds(5))));
            Receipt late = f.router.submit(Submission.of(PROVIDER, status(1, "k", CommitState.SUCCESS, "older"))
                    .at(START));

            assertThat(Fixture.outcome(late)).isEqualTo(Outcome.Kind.SUPERSEDED);
            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("newer");
        }
    }

    @Test
    void whatIsPutWhileARequestIsUnderWayIsSentAfterItAndNeverBesideIt() throws Exception {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            Receipt first = f.router.submit(PROVIDER, status(1, "k", CommitState.PENDING, "one"));
            gate.awaitArrivals(1, SOON);
            Receipt second = f.router.submit(PROVIDER, status(1, "k", CommitState.FAILURE, "two"));
            Receipt third = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "three"));
            gate.open();

            assertThat(Fixture.outcome(first)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Fixture.outcome(second)).isEqualTo(Outcome.Kind.SUPERSEDED);
            assertThat(Fixture.outcome(third)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.host.statuses(REPOSITORY, commit(1)))
                    .extracting(it -> it.description())
                    .containsExactly("three", "one");
            assertThat(f.host.forge().overlaps()).isZero();
        }
    }

    @Test
    void twoProvidersOnOneRepositoryShareTheirRegisters() throws Exception {
        try (Fixture f = new Fixture()) {
            f.router.reconfigure(Fixture.configuration(
                    f.provider().build(), f.provider("other", "Org/Repo").build()));
            Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "one")));

            Receipt same = f.router.submit("flux-system/other", status(1, "K", CommitState.SUCCESS, "one"));

            assertThat(Fixture.outcome(same)).isEqualTo(Outcome.Kind.UNCHANGED);
        }
    }

    @Test
    void aKeyThatFailsDelaysNoOther() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.forge().nextFor(it -> it.path().endsWith("/bad"), Fault.answer(502, "x"), Fault.answer(502, "x"));
            Receipt bad = f.router.submit(PROVIDER, status(1, "bad", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);

            Receipt good = f.router.submit(PROVIDER, status(1, "good", CommitState.SUCCESS, "x"));

            assertThat(Fixture.outcome(good)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(bad.settled()).isFalse();
            assertThat(bad.outcome().orElseThrow().detail()).contains("502");
        }
    }

    @Test
    void aThousandStatusesOfOneRepositoryDelayAnotherByNoMoreThanItsShare() throws Exception {
        try (Fixture f = new Fixture(it -> it.maxConcurrentPerHost(1));
                RequestGate gate = f.host.forge().hold()) {
            f.router.reconfigure(Fixture.configuration(
                    f.provider().build(), f.provider("next", "org/next").build()));
            List<Receipt> crowd = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                crowd.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            Receipt single = f.router.submit("flux-system/next", status(1, "k", CommitState.SUCCESS, "x"));
            gate.open();

            assertThat(Fixture.outcome(single)).isEqualTo(Outcome.Kind.DELIVERED);
            List<String> paths =
                    f.host.forge().requests().stream().map(it -> it.path()).toList();
            int place =
                    (int) paths.stream().takeWhile(it -> !it.contains("/next/")).count();
            assertThat(place).isLessThan(4);
            for (Receipt receipt : crowd) {
                receipt.await(Duration.ofSeconds(60));
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void noMoreRequestsThanAllowedGoToOneHostAtATime() throws Exception {
        try (Fixture f = new Fixture(it -> it.maxConcurrentPerHost(3));
                RequestGate gate = f.host.forge().hold()) {
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            gate.awaitArrivals(3, SOON);
            assertThat(f.host.forge().requestCount()).isEqualTo(3);
            gate.open();
            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }
}
