package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Health;
import io.commitstatus.conformance.foul.FoulPlay;
import io.commitstatus.conformance.foul.Seam;
import io.commitstatus.conformance.foul.Thrown;
import io.commitstatus.model.CommitState;
import io.commitstatus.testing.forge.Fault;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void aRouterThatWorksIsGoodUntilItIsClosed() throws Exception {
        try (Fixture f = new Fixture()) {
            Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x")));
            assertThat(f.router.health().isGood()).isTrue();
            assertThat(f.router.health().problems()).isEmpty();
            f.router.close();
            Health closed = f.router.health();
            assertThat(closed.isGood()).isFalse();
            assertThat(closed.toString()).contains("closed");
        }
    }

    @Test
    void aStoreThatIsAwayIsNamedUntilItIsBack() throws Exception {
        FoulPlay foul = new FoulPlay(new Random(1));
        try (Fixture f = new Fixture(foul)) {
            foul.everyTime(Seam.OUTBOX_CLAIM, Thrown.kinds().get(0));
            f.clock.advance(Duration.ofSeconds(1));
            f.awaitTrue(() -> !f.router.health().isGood());
            assertThat(f.router.health().storeTrouble())
                    .hasValueSatisfying(
                            it -> assertThat(it).contains("Exception at ").doesNotContain(Thrown.MESSAGE));
            assertThat(f.router.health().isAlive()).isTrue();
            foul.none();
            f.awaitTrue(() -> f.router.health().isGood());
        }
    }

    @Test
    void aRefusedCredentialAndWhatWaitsAreNamed() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.onlyTokens("another");
            f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitTrue(() -> !f.router.health().refusedProviders().isEmpty());
            f.clock.advance(Duration.ofSeconds(11));
            f.awaitTrue(() -> f.router.health().oldestWaiting().isPresent());
            Health health = f.router.health();
            assertThat(health.isGood()).isTrue();
            assertThat(health.problems()).singleElement().asString().contains("flux-system/main", "refused");
        }
    }

    @Test
    void aHostThatHangsIsNamedUntilItAnswers() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.timeout());
            f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitTrue(() -> !f.router.health().hangingHosts().isEmpty());
            assertThat(f.router.health().hangingHosts())
                    .containsExactly(f.host.url().toString());
            f.clock.advance(Duration.ofSeconds(2));
            f.awaitTrue(() -> f.router.health().hangingHosts().isEmpty());
        }
    }
}
