package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.PutResult.Kind;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.Outbox.Wanted;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** O15 to O18, and O20: age, replay, holds and what survives. */
abstract class OutboxUpkeep extends OutboxSettles {
    private static final DeliveryKey KEY = key("deploy/prod");
    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final Duration RETENTION = Duration.ofDays(7);

    /** For subclasses. */
    OutboxUpkeep() {}

    @Test
    void o15_aSweepEndsWhatHasWaitedTooLongWhoeverItsProvider() {
        put(success(key("old"), "", second(1)));
        put(new Wanted(
                "id-other", key("other"), OTHER_PROVIDER, status(key("other"), CommitState.SUCCESS, ""), second(1)));
        advance(MAX_AGE.plusMinutes(1));
        put(success(key("young"), "", second(2)));

        List<Row> ended = outbox().sweep(MAX_AGE, RETENTION);
        assertThat(ended).extracting(Row::key).containsExactlyInAnyOrder(key("old"), key("other"));
        assertThat(ended).allSatisfy(it -> {
            assertThat(it.state()).isEqualTo(State.EXPIRED);
            assertThat(it.reason()).isNotBlank();
        });
        assertThat(claim(10)).extracting(it -> it.row().key()).containsExactly(key("young"));
        assertThat(outbox().sweep(MAX_AGE, RETENTION)).isEmpty();
    }

    @Test
    void o15_aSweepLeavesWhatIsClaimed() {
        put(success(KEY, "one", second(1)));
        advance(MAX_AGE.plusMinutes(1));
        claimOne();
        assertThat(outbox().sweep(MAX_AGE, RETENTION)).isEmpty();
        assertThat(look(KEY).state()).isEqualTo(State.WAITING);
    }

    @Test
    void o15_aSweepForgetsWhatWasSettledLongAgo() {
        deliver(success(KEY, "one", second(5)));
        advance(RETENTION.minusMinutes(1));
        outbox().sweep(MAX_AGE, RETENTION);
        assertThat(put(success(KEY, "older", second(1))).kind()).isEqualTo(Kind.SUPERSEDED);

        advance(Duration.ofMinutes(2));
        outbox().sweep(MAX_AGE, RETENTION);
        assertThat(outbox().look(List.of(KEY))).isEmpty();
    }

    @Test
    void o16_whatWasNotDeliveredIsListedTheNewestFirst() {
        rejected("a");
        advance(Duration.ofMinutes(1));
        rejected("b");
        deliver(success(key("c"), "", second(3)));

        assertThat(outbox().undelivered(10)).extracting(Row::key).containsExactly(key("b"), key("a"));
        assertThat(outbox().undelivered(1)).extracting(Row::key).containsExactly(key("b"));
    }

    @Test
    void o16_aReplayMakesARejectedRowWantedAgain() {
        Row rejected = rejected("a");
        advance(Duration.ofHours(23));

        assertThat(outbox().replay(rejected.id())).isPresent();
        Row row = look(key("a"));
        assertThat(row.state()).isEqualTo(State.WAITING);
        assertThat(row.attempts()).isZero();
        assertThat(row.acceptedAt()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
        assertThat(claimOne().row().id()).isEqualTo(rejected.id());
        assertThat(outbox().undelivered(10)).isEmpty();
    }

    @Test
    void o16_anExpiredRowCanBeReplayed() {
        put(success(KEY, "one", second(1)));
        advance(MAX_AGE.plusMinutes(1));
        Row expired = outbox().sweep(MAX_AGE, RETENTION).get(0);

        assertThat(outbox().replay(expired.id())).isPresent();
        assertThat(claimOne().row().key()).isEqualTo(KEY);
    }

    @Test
    void o16_onlyWhatWasNotDeliveredCanBeReplayed() {
        Row delivered = deliver(success(KEY, "one", second(1)));
        assertThat(outbox().replay(delivered.id())).isEmpty();
        assertThat(outbox().replay("no-such-id")).isEmpty();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o17_theBacklogCounts() {
        assertThat(outbox().backlog().waiting()).isZero();
        assertThat(outbox().backlog().oldest()).isNull();

        rejected("rejected");
        deliver(success(key("delivered"), "", second(2)));
        Row oldest = put(success(key("oldest"), "", second(3))).row();
        advance(Duration.ofMinutes(1));
        put(success(key("claimed"), "", second(4)));
        claim(1);

        assertThat(outbox().backlog().waiting()).isEqualTo(2);
        assertThat(outbox().backlog().oldest()).isEqualTo(oldest.acceptedAt());
        assertThat(outbox().backlog().undelivered()).isEqualTo(1);
    }

    @Test
    void o18_aHoldEndsByItself() {
        outbox().hold(PROVIDER, Duration.ofMinutes(10));
        assertThat(outbox().holds()).containsOnlyKeys(PROVIDER);
        assertBetween(
                Optional.ofNullable(outbox().holds().get(PROVIDER)), Duration.ofMinutes(9), Duration.ofMinutes(10));

        advance(Duration.ofMinutes(9));
        assertThat(outbox().holds()).containsOnlyKeys(PROVIDER);
        advance(Duration.ofMinutes(2));
        assertThat(outbox().holds()).isEmpty();
    }

    @Test
    void o20_aDurableOutboxSurvivesReopening() {
        assumeTrue(outbox().durable(), "it is not durable");
        rejected("rejected");
        Row delivered = deliver(success(key("delivered"), "done", second(2)));
        put(success(key("waiting"), "waits", second(3)));
        Claim claim = claim(1).get(0);
        put(success(key("due"), "due", second(4)));
        outbox().hold(OTHER_PROVIDER, Duration.ofHours(1));

        closeAndReopen();
        assertThat(look(key("delivered"))).isEqualTo(delivered);
        assertThat(look(key("waiting")).doubt()).isTrue();
        assertThat(outbox().undelivered(10)).extracting(Row::key).containsExactly(key("rejected"));
        assertThat(outbox().holds()).containsOnlyKeys(OTHER_PROVIDER);
        // A lease that somebody else may hold must be kept; where nobody else can, it may end with the process.
        List<Claim> atOnce = claim(10);
        assertThat(atOnce).extracting(it -> it.row().key()).contains(key("due"));
        if (outbox().shared()) {
            assertThat(atOnce).extracting(it -> it.row().key()).doesNotContain(key("waiting"));
        }

        advance(LEASE.plusSeconds(1));
        List<Claim> again = new ArrayList<>(atOnce);
        again.addAll(claim(10));
        assertThat(again)
                .filteredOn(it -> it.row().key().equals(claim.row().key()))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.row().doubt()).isTrue());
        assertThat(put(wanted(key("delivered"), CommitState.FAILURE, "older", second(1)))
                        .kind())
                .isEqualTo(Kind.SUPERSEDED);
    }

    private Row rejected(String key) {
        put(success(key(key), "", second(1)));
        outbox().settle(claimOne(), refused());
        return look(key(key));
    }
}
