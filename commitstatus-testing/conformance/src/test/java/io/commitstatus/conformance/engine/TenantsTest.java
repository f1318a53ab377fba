package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.START;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tenants that name the same repository and key share nothing but the Git host. */
class TenantsTest {
    private static final NamespacedName THEIR_TOKEN = NamespacedName.parse("team-b/token");

    @Test
    void aTenantWithAWorthlessTokenSupersedesNobodysStatus() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.onlyTokens("a-token", "worthless");
            configure(f, "worthless");
            f.host.forge()
                    .nextFor(
                            it -> it.header("Authorization").orElse("").contains("worthless"),
                            Fault.answer(404, "{\"message\":\"no such repository\"}"));
            Receipt theirs = f.router.submit(Submission.of("team-b/main", status(1, "k", CommitState.SUCCESS, "theirs"))
                    .at(START.plusSeconds(60)));
            assertThat(Fixture.outcome(theirs)).isEqualTo(Outcome.Kind.REJECTED);

            Receipt ours =
                    f.router.submit(Submission.of("flux-system/main", status(1, "k", CommitState.FAILURE, "ours"))
                            .at(START));

            assertThat(Fixture.outcome(ours)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.shown(1, "k").orElseThrow().description()).isEqualTo("ours");
        }
    }

    @Test
    void aRejectedStatusSupersedesNothing() throws Exception {
        try (Fixture f = new Fixture()) {
            f.host.onlyRepositories("org/elsewhere");
            Receipt newer =
                    f.router.submit(Submission.of("flux-system/main", status(1, "k", CommitState.SUCCESS, "newer"))
                            .at(START.plusSeconds(60)));
            assertThat(Fixture.outcome(newer)).isEqualTo(Outcome.Kind.REJECTED);
            f.host.onlyRepositories(Fixture.REPOSITORY);

            Receipt older =
                    f.router.submit(Submission.of("flux-system/main", status(1, "k", CommitState.FAILURE, "older"))
                            .at(START));

            assertThat(Fixture.outcome(older)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void aTenantThatFillsTheOutboxLeavesRoomForOthers() throws Exception {
        try (Fixture f = new Fixture(it -> it.outbox(MemoryOutbox.of(1000, new ManualClock(START))));
                RequestGate gate = f.host.forge().hold()) {
            configure(f, "a-token");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            f.router.submit("team-b/main", status(i, "k", CommitState.SUCCESS, "x"));
                        }
                    })
                    .isInstanceOf(OutboxFullException.class)
                    .hasMessageContaining("team-b");

            Receipt ours = f.router.submit("flux-system/main", status(1, "k", CommitState.SUCCESS, "x"));
            gate.open();
            assertThat(Fixture.outcome(ours)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    private static void configure(Fixture f, String theirToken) {
        f.secrets.put(THEIR_TOKEN, Secret.of(THEIR_TOKEN, Map.of("token", theirToken)));
        Provider theirs = Provider.builder("team-b/main")
                .type("host")
                .address(f.host.url() + "/" + Fixture.REPOSITORY)
                .secretRef("token")
                .timeout(Duration.ofSeconds(2))
                .build();
        f.router.reconfigure(Fixture.configuration(f.provider().build(), theirs));
    }
}
