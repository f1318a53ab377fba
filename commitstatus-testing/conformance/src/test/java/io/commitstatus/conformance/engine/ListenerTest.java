package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.PROVIDER;
import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.AttemptResult;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What listeners hear, of which there may be several. */
class ListenerTest {

    @Test
    void allHearEverythingAlsoBesideOneThatThrows() throws Exception {
        DeliveryListener broken = new DeliveryListener() {
            @Override
            public void accepted(Accepted event) {
                throw new AssertionError("broken");
            }

            @Override
            public void settled(Settled event) {
                throw new IllegalStateException("broken");
            }
        };
        RecordingListener last = new RecordingListener();
        try (Fixture f = new Fixture(it -> it.addListener(broken).addListener(last))) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            String id = receipt.sent().get(0).id();
            for (RecordingListener each : List.of(f.listener, last)) {
                assertThat(each.awaitSettled(id, SOON).outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED);
                assertThat(each.accepted()).hasSize(1);
                assertThat(each.attempted()).hasSize(1);
            }
        }
    }

    @Test
    void whatIsSkippedIsToldWithItsCode() {
        try (Fixture f = new Fixture()) {
            Event nowhere = Event.builder("HelmRelease", "flux-system/apps").build();
            f.router.route(nowhere);
            Event noCommit = Event.builder("Kustomization", "flux-system/apps").build();
            f.router.route(noCommit);
            f.router.reconfigure(
                    Fixture.configuration(f.provider().suspended(true).build()));
            f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));

            assertThat(f.listener.skipped())
                    .extracting(DeliveryListener.Skipped::code)
                    .containsExactly(SkipReason.NO_ALERT, SkipReason.NO_COMMIT, SkipReason.SUSPENDED);
            assertThat(f.listener.skipped())
                    .extracting(DeliveryListener.Skipped::object)
                    .containsExactly(
                            Optional.of(nowhere.involvedObject()),
                            Optional.of(noCommit.involvedObject()),
                            Optional.empty());
            assertThat(f.listener.skipped())
                    .extracting(DeliveryListener.Skipped::provider)
                    .containsExactly(Optional.empty(), Optional.of(PROVIDER), Optional.of(PROVIDER));
            f.router.explain(nowhere);
            assertThat(f.listener.skipped()).hasSize(3);
            assertThat(SkipReason.NO_ALERT).hasToString("no_alert");
        }
    }

    @Test
    void theSameStatusOnceMoreJoinsTheOneThatWaits() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "x"));
            CommitStatus status = status(1, "k", CommitState.SUCCESS, "x");
            Receipt first = f.router.submit(PROVIDER, status);
            f.awaitAttempts(1);
            Receipt second = f.router.submit(PROVIDER, status);

            String id = first.sent().get(0).id();
            assertThat(second.sent().get(0).id()).isEqualTo(id);
            assertThat(f.listener.joined())
                    .singleElement()
                    .satisfies(it -> assertThat(it.subject().id()).isEqualTo(id));
            assertThat(f.listener.accepted()).hasSize(1);
            f.clock.advance(Duration.ofSeconds(1));
            assertThat(Fixture.outcome(second)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Fixture.outcome(first)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void whatCameOfAnAttemptIsACode() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "x"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertResult(f, 1, AttemptResult.FAILED);
            f.host.forge().next(Fault.timeout());
            f.advanceUntil(() -> f.listener.attempted().size() == 2, 60);
            assertResult(f, 2, AttemptResult.TIMED_OUT);
            f.host.forge().next(Fault.answer(429, "x"));
            f.advanceUntil(() -> f.listener.attempted().size() == 3, 300);
            assertResult(f, 3, AttemptResult.RATE_LIMITED);
            f.advanceUntil(receipt::settled, 300);
            assertThat(f.listener.attempted().get(3).result()).isEqualTo(AttemptResult.DELIVERED);
            assertThat(f.listener.attempted().get(3).detail()).isEqualTo("delivered");
            assertThat(AttemptResult.RATE_LIMITED).hasToString("rate_limited");
        }
    }

    @Test
    void whyAHostRefusesIsACode() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES.deniedFor(Duration.ZERO)))) {
            f.host.commitVisible(Fixture.commit(1), false);
            f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            assertResult(f, 1, AttemptResult.COMMIT_NOT_VISIBLE);
            f.host.onlyRepositories("org/elsewhere");
            f.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x"));
            assertResult(f, 2, AttemptResult.REJECTED);
            f.host.onlyTokens("another");
            f.router.submit(PROVIDER, status(3, "k", CommitState.SUCCESS, "x"));
            assertResult(f, 3, AttemptResult.CREDENTIALS_REFUSED);
        }
    }

    private static void assertResult(Fixture f, int number, AttemptResult expected) throws InterruptedException {
        f.awaitAttempts(number);
        assertThat(f.listener.attempted().get(number - 1).result()).isEqualTo(expected);
    }

    @Test
    void whatIsToldOfHoldsNoSecret() throws Exception {
        try (Fixture f = new Fixture()) {
            Event event = f.event("apps", 1, 0).toBuilder()
                    .metadata("kustomize.toolkit.fluxcd.io/token", "s3cret")
                    .build();
            f.router.route(event).await(SOON);
            f.router.route(Event.builder("HelmRelease", "flux-system/apps")
                    .metadata("helm.toolkit.fluxcd.io/token", "s3cret")
                    .build());
            assertThat("" + f.listener.accepted() + f.listener.skipped() + f.listener.settled())
                    .doesNotContain("s3cret");
        }
    }
}
