package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.PutResult.Kind;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.Wanted;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** O15 to O18, and O20: age, replay, holds and what survives. */
class UpkeepRules extends OutboxRules {
    private static final DeliveryKey KEY = key("deploy/prod");
    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final Duration RETENTION = Duration.ofDays(7);

    UpkeepRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o15_aSweepEndsWhatHasWaitedTooLongWhoeverItsProvider() {
        put(success(key("old"), "", second(1)));
        put(Wanted.of("id-other", key("other"), OTHER_PROVIDER, status(key("other"), CommitState.SUCCESS, ""))
                .at(second(1)));
        contract.advance(MAX_AGE.plusMinutes(1));
        put(success(key("young"), "", second(2)));

        List<Row> ended = outbox().expireAndPurge(MAX_AGE, RETENTION);
        assertThat(ended).extracting(Row::key).containsExactlyInAnyOrder(key("old"), key("other"));
        assertThat(ended).allSatisfy(it -> {
            assertThat(it.state()).isEqualTo(RowState.EXPIRED);
            assertThat(it.reason()).isNotBlank();
        });
        assertThat(claim(10)).extracting(it -> it.row().key()).containsExactly(key("young"));
        assertThat(outbox().expireAndPurge(MAX_AGE, RETENTION)).isEmpty();
    }

    @Test
    void o15_aSweepLeavesWhatIsClaimed() {
        put(success(KEY, "one", second(1)));
        contract.advance(MAX_AGE.plusMinutes(1));
        claimOne();
        assertThat(outbox().expireAndPurge(MAX_AGE, RETENTION)).isEmpty();
        assertThat(look(KEY).state()).isEqualTo(RowState.WAITING);
    }

    @Test
    void o15_aSweepForgetsWhatWasSettledLongAgo() {
        deliver(success(KEY, "one", second(5)));
        contract.advance(RETENTION.minusMinutes(1));
        outbox().expireAndPurge(MAX_AGE, RETENTION);
        assertThat(put(success(KEY, "older", second(1))).kind()).isEqualTo(Kind.SUPERSEDED);

        contract.advance(Duration.ofMinutes(2));
        outbox().expireAndPurge(MAX_AGE, RETENTION);
        assertThat(outbox().find(List.of(KEY))).isEmpty();
    }

    @Test
    void o16_whatWasNotDeliveredIsListedTheNewestFirst() {
        rejectedRow("a");
        contract.advance(Duration.ofMinutes(1));
        rejectedRow("b");
        deliver(success(key("c"), "", second(3)));

        assertThat(outbox().undelivered(10)).extracting(Row::key).containsExactly(key("b"), key("a"));
        assertThat(outbox().undelivered(1)).extracting(Row::key).containsExactly(key("b"));
    }

    @Test
    void o16_aReplayMakesARejectedRowWantedAgain() {
        Row rejected = rejectedRow("a");
        contract.advance(Duration.ofHours(23));

        assertThat(outbox().replay(rejected.id())).isPresent();
        Row row = look(key("a"));
        assertThat(row.state()).isEqualTo(RowState.WAITING);
        assertThat(row.attempts()).isZero();
        assertThat(row.acceptedAt()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
        assertThat(claimOne().row().id()).isEqualTo(rejected.id());
        assertThat(outbox().undelivered(10)).isEmpty();
    }

    @Test
    void o16_anExpiredRowCanBeReplayed() {
        put(success(KEY, "one", second(1)));
        contract.advance(MAX_AGE.plusMinutes(1));
        Row expired = outbox().expireAndPurge(MAX_AGE, RETENTION).get(0);

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
        assertThat(outbox().size().waiting()).isZero();
        assertThat(outbox().size().oldest()).isEmpty();

        rejectedRow("rejected");
        deliver(success(key("delivered"), "", second(2)));
        Row oldest = put(success(key("oldest"), "", second(3))).row();
        contract.advance(Duration.ofMinutes(1));
        put(success(key("claimed"), "", second(4)));
        claim(1);

        assertThat(outbox().size().waiting()).isEqualTo(2);
        assertThat(outbox().size().oldest()).contains(oldest.acceptedAt());
        assertThat(outbox().size().undelivered()).isEqualTo(1);
    }

    @Test
    void o18_aHoldEndsByItself() {
        assumeTrue(outbox().durable(), "it is not durable");
        outbox().hold(CREDENTIAL, Duration.ofMinutes(10));
        assertThat(outbox().holds()).containsOnlyKeys(CREDENTIAL);
        ClaimRules.assertBetween(
                Optional.ofNullable(outbox().holds().get(CREDENTIAL)), Duration.ofMinutes(9), Duration.ofMinutes(10));

        contract.advance(Duration.ofMinutes(9));
        assertThat(outbox().holds()).containsOnlyKeys(CREDENTIAL);
        contract.advance(Duration.ofMinutes(2));
        assertThat(outbox().holds()).isEmpty();
    }

    @Test
    void o18_theKeyOfDigestsIsMadeOnce() {
        assumeTrue(outbox().durable(), "it is not durable");
        byte[] key = outbox().holdKey();
        assertThat(key).hasSizeGreaterThanOrEqualTo(16).isEqualTo(outbox().holdKey());
        contract.closeAndReopen();
        assertThat(outbox().holdKey()).isEqualTo(key);
    }

    @Test
    void o20_aDurableOutboxSurvivesReopening() {
        assumeTrue(outbox().durable(), "it is not durable");
        rejectedRow("rejected");
        Row delivered = deliver(success(key("delivered"), "done", second(2)));
        put(success(key("waiting"), "waits", second(3)));
        Claim claim = claim(1).get(0);
        put(success(key("due"), "due", second(4)));
        outbox().hold(CREDENTIAL, Duration.ofHours(1));

        contract.closeAndReopen();
        assertThat(look(key("delivered"))).isEqualTo(delivered);
        assertThat(outbox().undelivered(10)).extracting(Row::key).containsExactly(key("rejected"));
        assertThat(outbox().holds()).containsOnlyKeys(CREDENTIAL);
        // A lease that somebody else may hold must be kept; where nobody else can, it may end with the process.
        List<Claim> atOnce = claim(10);
        assertThat(atOnce).extracting(it -> it.row().key()).contains(key("due"));
        if (outbox().shared()) {
            assertThat(atOnce).extracting(it -> it.row().key()).doesNotContain(key("waiting"));
        }

        contract.advance(LEASE.plusSeconds(1));
        List<Claim> again = new ArrayList<>(atOnce);
        again.addAll(claim(10));
        assertThat(again)
                .filteredOn(it -> it.row().key().equals(claim.row().key()))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.row().shown()).isInstanceOf(Shown.Unknown.class));
        assertThat(put(wanted(key("delivered"), CommitState.FAILURE, "older", second(1)))
                        .kind())
                .isEqualTo(Kind.SUPERSEDED);
    }

    private Row rejectedRow(String key) {
        put(success(key(key), "", second(1)));
        settle(claimOne(), rejected());
        return look(key(key));
    }
}
