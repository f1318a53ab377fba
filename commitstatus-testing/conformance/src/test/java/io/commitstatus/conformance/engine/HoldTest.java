package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void noRequestGoesToAnOriginAndCredentialInsideItsLimitWindowAndOthersGoOn() throws Exception {
        try (Fixture f = new Fixture()) {
            NamespacedName other = NamespacedName.parse("flux-system/other-token");
            f.secrets.put(other, Secret.of(other, Map.of("token", "another-token")));
            f.router.reconfigure(Fixture.configuration(
                    f.provider().build(),
                    f.provider("twin", "org/twin").build(),
                    f.provider("free", "org/free").secretRef("other-token").build()));
            f.host.forge().next(Fault.answer(429, Map.of("Retry-After", "60"), "{\"message\":\"slow down\"}"));
            List<Receipt> limited = new ArrayList<>();
            limited.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            f.awaitAttempts(1);
            for (int i = 1; i < 100; i++) {
                limited.add(f.router.submit(
                        i % 2 == 0 ? PROVIDER : "flux-system/twin", status(i, "k", CommitState.SUCCESS, "x")));
            }
            for (int second = 0; second < 59; second++) {
                f.clock.advance(Duration.ofSeconds(1));
                assertThat(Fixture.outcome(
                                f.router.submit("flux-system/free", status(second, "f", CommitState.SUCCESS, "x"))))
                        .isEqualTo(Outcome.Kind.DELIVERED);
            }
            assertThat(f.host.forge().requests().stream()
                            .filter(it -> !it.path().contains("/free/")))
                    .hasSize(1);
            assertThat(f.host.forge().requestCount()).isEqualTo(60);

            f.clock.advance(Duration.ofSeconds(2));
            for (Receipt receipt : limited) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aRefusedCredentialIsProbedOnceForEachBackoffUntilItIsGoodAgain() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.onlyTokens("the-new-one");
            List<Receipt> receipts = new ArrayList<>();
            receipts.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            f.awaitAttempts(1);
            for (int i = 1; i < 20; i++) {
                receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
            f.clock.advance(Duration.ofSeconds(1));
            f.awaitAttempts(2);
            f.clock.advance(Duration.ofSeconds(1));
            f.clock.advance(Duration.ofSeconds(1));
            f.awaitAttempts(3);
            assertThat(f.host.forge().requestCount()).isEqualTo(3);
            assertThat(receipts.get(0).outcome().orElseThrow().detail()).contains("401");

            f.token("the-new-one");
            f.clock.advance(Duration.ofSeconds(10));

            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void thePaceIsKeptWithoutBeingTold() throws Exception {
        try (Fixture f = new Fixture(it -> it.rateLimits("host", new RateLimit(5, Duration.ofMinutes(1))))) {
            List<Receipt> receipts = new ArrayList<>();
            receipts.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            Fixture.outcome(receipts.get(0));
            for (int i = 1; i < 12; i++) {
                receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            f.awaitAttempts(5);
            f.clock.advance(Duration.ofSeconds(50));
            assertThat(f.host.forge().requestCount()).isEqualTo(5);
            assertThat(receipts.get(1).outcome().orElseThrow().toString()
                            + receipts.get(11).outcome().orElseThrow())
                    .contains("pending: within the Git host's rate limit; next request in 10s");
            f.clock.advance(Duration.ofSeconds(9));
            assertThat(f.host.forge().requestCount()).isEqualTo(5);
            f.advanceUntil(() -> f.host.forge().requestCount() >= 10, 30);
            f.clock.advance(Duration.ofSeconds(15));
            assertThat(f.host.forge().requestCount()).isEqualTo(10);
            f.advanceUntil(() -> receipts.stream().allMatch(Receipt::settled), 90);
            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aMissingSecretIsWaitedForAndNamed() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            Secret secret = f.secrets.remove(Fixture.TOKEN);
            Receipt receipt = f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            assertThat(receipt.outcome().orElseThrow().toString())
                    .contains("pending")
                    .contains("flux-system/token");

            f.secrets.put(Fixture.TOKEN, secret);
            f.clock.advance(Duration.ofSeconds(1));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void aQuestionThatUsesUpTheLimitKeepsThePostBack() throws Exception {
        try (Fixture f = new Fixture(it -> it.checkBeforePosting(true).retryPolicy(Fixture.RETRIES))) {
            f.host.forge()
                    .next(Fault.answer(
                            200,
                            Map.of(
                                    "X-RateLimit-Remaining",
                                    "0",
                                    "Retry-After",
                                    "60",
                                    "Content-Type",
                                    "application/json"),
                            "{}"));
            Receipt receipt = f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x"));
            f.listener.awaitHeld(1, SOON);
            f.awaitTrue(() -> f.router.health().inFlight() == 0);
            f.clock.advance(Duration.ofSeconds(59));
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
            f.clock.advance(Duration.ofSeconds(2));
            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void anAttemptThatHasAskedLooksAtTheHoldOnceMoreBeforeItPosts() throws Exception {
        try (Fixture f = new Fixture(it -> it.checkBeforePosting(true).retryPolicy(Fixture.RETRIES));
                RequestGate gate = f.host.forge().hold(it -> it.method().equals("GET"))) {
            Receipt asking = f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x"));
            gate.awaitArrivals(1, SOON);
            f.host.forge()
                    .nextFor(
                            it -> it.path().endsWith("/other"),
                            Fault.answer(429, Map.of("Retry-After", "60"), "{\"message\":\"slow down\"}"));
            f.router.submit(PROVIDER, status(1, "other", CommitState.SUCCESS, "x"));
            gate.awaitArrivals(1, SOON);
            gate.open();
            f.listener.awaitHeld(1, SOON);
            f.awaitTrue(() -> f.router.health().inFlight() == 0);
            f.clock.advance(Duration.ofSeconds(61));
            assertThat(Fixture.outcome(asking)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void questionsCountTowardsTheRateLimit() throws Exception {
        try (Fixture f = new Fixture(
                it -> it.checkBeforePosting(true).rateLimits("host", new RateLimit(3, Duration.ofMinutes(1))))) {
            Fixture.outcome(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            Receipt second = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitTrue(() -> f.host.forge().requestCount() == 3);
            f.awaitTrue(() -> f.router.health().inFlight() == 0);
            f.clock.advance(Duration.ofSeconds(30));
            assertThat(f.host.forge().requestCount()).isEqualTo(3);
            f.clock.advance(Duration.ofSeconds(61));
            assertThat(Fixture.outcome(second)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }
}
