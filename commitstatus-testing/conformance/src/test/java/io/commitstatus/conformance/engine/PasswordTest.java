package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A password that is refused a few times locks the account: one try, then a changed Secret. */
class PasswordTest {
    private static final String PROVIDER = "flux-system/main";

    private static void password(Fixture f, String password) {
        f.secrets.put(Fixture.TOKEN, Secret.of(Fixture.TOKEN, Map.of("password", password)));
    }

    private static List<Receipt> submit(Fixture f, int count) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(f.router.submit(PROVIDER, status(i, "k", CommitState.SUCCESS, "x")));
        }
        return receipts;
    }

    @Test
    void aRefusedPasswordIsNotTriedAgainUntilTheSecretHasChanged() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            password(f, "the-old-one");
            f.host.onlyTokens("the-new-one");
            List<Receipt> receipts = submit(f, 6);
            f.listener.awaitHeld(1, SOON);
            for (int hour = 0; hour < 12; hour++) {
                f.clock.advance(Duration.ofHours(1));
                receipts.get(0).await(Duration.ofMillis(10));
            }
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
            assertThat(f.router.health().toString()).contains(PROVIDER);
            assertThat(receipts)
                    .allSatisfy(it -> assertThat(it.outcome().orElseThrow().toString())
                            .contains("pending", "until the Secret has changed"));

            password(f, "the-new-one");
            f.clock.advance(Duration.ofSeconds(10));

            for (Receipt receipt : receipts) {
                f.advanceUntil(receipt::settled, 600);
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aPasswordGoesOneRequestAtATimeSoThatOneIsRefused() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES));
                RequestGate gate = f.host.forge().hold(it -> true)) {
            password(f, "the-old-one");
            f.host.onlyTokens("another");
            List<Receipt> receipts = submit(f, 8);
            gate.awaitArrivals(1, SOON);
            f.clock.advance(Duration.ofSeconds(2));
            receipts.get(0).await(Duration.ofMillis(100));
            gate.open();
            f.listener.awaitHeld(1, SOON);
            f.clock.advance(Duration.ofMinutes(10));
            receipts.get(0).await(Duration.ofMillis(100));

            assertThat(f.host.forge().requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aCheckTriesARefusedPasswordOnce() throws Exception {
        try (Fixture f = new Fixture()) {
            password(f, "the-old-one");
            f.host.onlyTokens("the-new-one");
            for (int i = 0; i < 3; i++) {
                assertThat(f.router.check().toString()).contains("401");
            }
            assertThat(f.host.forge().requestCount()).isEqualTo(1);

            password(f, "the-new-one");
            assertThat(f.router.check().toString()).contains("it answers");
        }
    }

    @Test
    void aGoodPasswordCarriesAllThatWaits() throws Exception {
        try (Fixture f = new Fixture()) {
            password(f, "good");
            for (Receipt receipt : submit(f, 6)) {
                f.advanceUntil(receipt::settled, 60);
                assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }
}
