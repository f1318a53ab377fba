package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** O21: what was told, and what was not. */
class TellingRules extends OutboxRules {
    private static final DeliveryKey KEY = key("deploy/prod");
    private static final Duration AGE = Duration.ofMinutes(1);

    TellingRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o21_whatEndedIsUntoldUntilItIsTold() {
        assumeTrue(outbox().durable(), "it is not durable");
        Row delivered = deliver(success(KEY, "one", second(1)));
        put(success(key("waiting"), "waits", second(1)));
        assertThat(outbox().untold(AGE, 10)).isEmpty();
        contract.advance(AGE.plusSeconds(1));
        assertThat(outbox().untold(AGE, 10)).extracting(Row::key).containsExactly(KEY);

        outbox().told(List.of(delivered));
        // A later write may be what makes it durable.
        put(success(key("later"), "", second(2)));
        assertThat(outbox().untold(AGE, 10)).isEmpty();
    }

    @Test
    void o21_whatEndedUntoldIsStillSoAfterReopening() {
        assumeTrue(outbox().durable(), "it is not durable");
        deliver(success(KEY, "one", second(1)));
        contract.closeAndReopen();
        contract.advance(AGE.plusSeconds(1));
        assertThat(outbox().untold(Duration.ZERO, 10)).extracting(Row::key).containsExactly(KEY);
    }

    @Test
    void o21_tellingAnOldVersionSaysNothingOfTheNewest() {
        assumeTrue(outbox().durable(), "it is not durable");
        Row first = deliver(success(KEY, "one", second(1)));
        deliver(success(KEY, "two", second(2)));
        outbox().told(List.of(first));
        put(success(key("later"), "", second(2)));
        contract.advance(AGE.plusSeconds(1));
        assertThat(outbox().untold(AGE, 10)).extracting(Row::key).containsExactly(KEY);
    }

    @Test
    void o21_whatWaitsIsGivenUpWhereItEndsWithTheProcess() {
        assumeTrue(!outbox().durable(), "it is durable");
        put(success(KEY, "one", second(1)));
        claimOne();
        put(success(key("two"), "two", second(1)));
        assertThat(outbox().abandon(10)).extracting(Row::key).containsExactlyInAnyOrder(KEY, key("two"));
        assertThat(outbox().abandon(10)).isEmpty();
        assertThat(outbox().size().waiting()).isZero();
    }
}
