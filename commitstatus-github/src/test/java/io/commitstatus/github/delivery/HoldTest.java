package io.commitstatus.github.delivery;

import static io.commitstatus.github.delivery.Fixture.SOON;
import static io.commitstatus.github.delivery.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Outcome;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Pace;
import io.commitstatus.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final String PROVIDER = "flux-system/github";

    @Test
    void noRequestGoesToAnOriginAndCredentialInsideItsLimitWindowAndOthersGoOn() throws Exception {
        try (Fixture f = new Fixture()) {
            NamespacedName other = NamespacedName.parse("flux-system/other-token");
            f.secrets.put(other, Secret.of(other, Map.of("token", "another-token")));
            f.router.reconfigure(Fixture.configuration(
                    f.provider().build(),
                    f.provider("twin", "org/twin").build(),
                    f.provider("free", "org/free").secretRef("other-token").build()));
            f.github.forge().next(Fault.answer(429, Map.of("Retry-After", "60"), "{\"message\":\"slow down\"}"));
            List<Receipt> limited = new ArrayList<>();
            limited.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            f.listener.awaitAttempts(1, SOON);
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
            assertThat(f.github.forge().requests().stream()
                            .filter(it -> !it.path().contains("/free/")))
                    .hasSize(1);
            assertThat(f.github.forge().requestCount()).isEqualTo(60);

            f.clock.advance(Duration.ofSeconds(2));
            for (Receipt receipt : limited) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aRefusedCredentialIsProbedOnceForEachBackoffUntilItIsGoodAgain() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.github.onlyTokens("the-new-one");
            List<Receipt> receipts = new ArrayList<>();
            receipts.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            f.listener.awaitAttempts(1, SOON);
            for (int i = 1; i < 20; i++) {
                receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            assertThat(f.github.forge().requestCount()).isEqualTo(1);
            f.clock.advance(Duration.ofSeconds(1));
            f.listener.awaitAttempts(2, SOON);
            f.clock.advance(Duration.ofSeconds(1));
            f.clock.advance(Duration.ofSeconds(1));
            f.listener.awaitAttempts(3, SOON);
            assertThat(f.github.forge().requestCount()).isEqualTo(3);
            assertThat(receipts.get(0).entries().get(0).outcome().orElseThrow().detail())
                    .contains("401");

            f.token("the-new-one");
            f.clock.advance(Duration.ofSeconds(10));

            for (Receipt receipt : receipts) {
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void thePaceIsKeptWithoutBeingTold() throws Exception {
        try (Fixture f = new Fixture(it -> it.pace("github", new Pace(5, Duration.ofMinutes(1))))) {
            List<Receipt> receipts = new ArrayList<>();
            receipts.add(f.router.submit(PROVIDER, status(0, "k", CommitState.SUCCESS, "x")));
            Fixture.outcome(receipts.get(0));
            for (int i = 1; i < 12; i++) {
                receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
            }
            f.listener.awaitAttempts(5, SOON);
            f.clock.advance(Duration.ofSeconds(50));
            assertThat(f.github.forge().requestCount()).isEqualTo(5);
            assertThat(receipts.get(1).entries().get(0).outcome().orElseThrow().toString()
                            + receipts.get(11).entries().get(0).outcome().orElseThrow())
                    .contains("pending: within the Git host's write limits; next in 10 s");
            f.clock.advance(Duration.ofSeconds(9));
            assertThat(f.github.forge().requestCount()).isEqualTo(5);
            f.clock.advance(Duration.ofSeconds(2));
            f.listener.awaitAttempts(10, SOON);
            assertThat(f.github.forge().requestCount()).isEqualTo(10);
            f.clock.advance(Duration.ofSeconds(61));
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
            f.listener.awaitAttempts(1, SOON);
            assertThat(receipt.entries().get(0).outcome().orElseThrow().toString())
                    .contains("pending")
                    .contains("flux-system/token");

            f.secrets.put(Fixture.TOKEN, secret);
            f.clock.advance(Duration.ofSeconds(1));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }
}
