package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.outcome;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.policy.Outcome;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @Test
    void aSubmittedStatusLandsOnTheCommit() throws Exception {
        try (Fixture f = new Fixture()) {
            Receipt receipt =
                    f.router.submit("flux-system/main", status(1, "deploy/prod", CommitState.SUCCESS, "rolled out"));

            assertThat(outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.shown(1, "deploy/prod").orElseThrow().description()).isEqualTo("rolled out");
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
        }
    }

    @Test
    void twoHundredReconciliationsThatDifferOnlyInDurationsAreOneRequest() throws Exception {
        try (Fixture f = new Fixture()) {
            assertThat(outcome(f.router.route(f.event("apps", 1, 0)))).isEqualTo(Outcome.Kind.DELIVERED);
            for (int i = 1; i < 200; i++) {
                assertThat(outcome(f.router.route(f.event("apps", 1, i)))).isEqualTo(Outcome.Kind.UNCHANGED);
            }
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
        }
    }
}
