package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.PutResult.Kind;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** O1 to O7: what a put makes of a row. */
class PutRules extends OutboxRules {
    private static final DeliveryKey KEY = key("deploy/prod");

    PutRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o01_aPutMakesARowWantedAndDue() {
        Wanted wanted = success(KEY, "one", second(1));
        PutResult result = put(wanted);

        assertThat(result.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(result.clamped()).isFalse();
        assertThat(result.displaced()).isEmpty();
        Row row = look(KEY);
        assertThat(row).isEqualTo(result.row());
        assertThat(row.id()).isEqualTo(wanted.id());
        assertThat(row.provider()).isEqualTo(PROVIDER);
        assertThat(row.status()).isEqualTo(wanted.status());
        assertThat(row.eventTime()).isEqualTo(second(1));
        assertThat(row.state()).isEqualTo(RowState.WAITING);
        assertThat(row.attempts()).isZero();
        assertThat(row.shown()).isEqualTo(Shown.nothing());
        assertThat(row.shown()).isNotInstanceOf(Shown.Unknown.class);
        assertThat(row.due().orElseThrow()).isBeforeOrEqualTo(outbox().now());
        assertThat(row.acceptedAt()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void o01_lookLeavesOutWhatIsNotStored() {
        put(success(KEY, "one", second(1)));
        assertThat(outbox().find(List.of(key("deploy/none"), KEY)))
                .extracting(Row::key)
                .containsExactly(KEY);
    }

    @Test
    void o02_aLaterEventTakesThePlaceOfAnEarlierOne() {
        Row first = put(success(KEY, "one", second(1))).row();
        PutResult second = put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(second.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(second.displaced()).contains(first);
        assertThat(look(KEY).status().description()).isEqualTo("two");
        assertThat(look(KEY).version()).isGreaterThan(first.version());
    }

    @Test
    void o02_anEarlierEventIsRefusedWhileALaterOneWaits() {
        Row stored = put(success(KEY, "new", second(2))).row();
        PutResult old = put(wanted(KEY, CommitState.FAILURE, "old", second(1)));

        assertThat(old.kind()).isEqualTo(Kind.SUPERSEDED);
        assertThat(look(KEY)).isEqualTo(stored);
    }

    @Test
    void o02_anEarlierEventIsRefusedAfterALaterOneWasDelivered() {
        deliver(success(KEY, "new", second(2)));
        PutResult old = put(wanted(KEY, CommitState.FAILURE, "old", second(1)));

        assertThat(old.kind()).isEqualTo(Kind.SUPERSEDED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o02_aRejectedOneSupersedesNothing() {
        put(success(KEY, "new", second(2)));
        settle(claimOne(), rejected());
        assertThat(put(wanted(KEY, CommitState.FAILURE, "old", second(1))).kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(claimOne().row().status().description()).isEqualTo("old");
    }

    @Test
    void o03_onATieATerminalStateWins() {
        put(wanted(KEY, CommitState.PENDING, "progress", second(1)));
        assertThat(put(success(KEY, "done", second(1))).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(put(wanted(KEY, CommitState.RUNNING, "progress", second(1))).kind())
                .isEqualTo(Kind.SUPERSEDED);
        assertThat(look(KEY).status().description()).isEqualTo("done");
    }

    @Test
    void o03_onATieOfLikeStatesTheOneAcceptedLastWins() {
        put(success(KEY, "done", second(1)));
        assertThat(put(wanted(KEY, CommitState.FAILURE, "broken", second(1))).kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(look(KEY).status().description()).isEqualTo("broken");
    }

    @Test
    void o04_theSameValueJoinsTheOneThatWaits() {
        Row first = put(success(KEY, "done in 2.08s", second(1))).row();
        PutResult same = put(success(KEY, "done in 1m30s", second(5)));

        assertThat(same.kind()).isEqualTo(Kind.JOINED);
        assertThat(same.row().id()).isEqualTo(first.id());
        assertThat(look(KEY).version()).isEqualTo(first.version());
        assertThat(look(KEY).eventTime()).isEqualTo(second(5));
        assertThat(put(wanted(KEY, CommitState.FAILURE, "between", second(3))).kind())
                .isEqualTo(Kind.SUPERSEDED);
    }

    @Test
    void o04_theSameValueJoinsTheOneUnderWay() {
        put(success(KEY, "done", second(1)));
        Claim claim = claimOne();
        assertThat(put(success(KEY, "done", second(2))).kind()).isEqualTo(Kind.JOINED);

        assertThat(settle(claim, delivered())).isEqualTo(SettleResult.APPLIED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o04_theSameValueIsUnchangedOnceDelivered() {
        Row delivered = deliver(success(KEY, "done in 2.08s", second(1)));
        PutResult same = put(success(KEY, "done in 3s", second(5)));

        assertThat(same.kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(look(KEY).version()).isEqualTo(delivered.version());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o04_theSameValueOnADeliveredRowMovesItsEventTimeOn() {
        deliver(success(KEY, "done", second(1)));
        put(success(KEY, "done", second(5)));

        assertThat(look(KEY).eventTime()).isEqualTo(second(5));
        assertThat(put(wanted(KEY, CommitState.FAILURE, "between", second(3))).kind())
                .isEqualTo(Kind.SUPERSEDED);
    }

    @Test
    void o04_theSameValueIsNotUnchangedWhileInDoubt() {
        put(success(KEY, "done", second(1)));
        settle(claimOne(), unverified(Duration.ofMinutes(10)));
        assertThat(look(KEY).shown()).isInstanceOf(Shown.Unknown.class);

        assertThat(put(success(KEY, "done", second(2))).kind()).isNotEqualTo(Kind.UNCHANGED);
    }

    @Test
    void o04_theValueDeliveredBeforeIsNotUnchangedWhileAnotherIsUnderWay() {
        deliver(success(KEY, "one", second(1)));
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));
        Claim two = claimOne();

        assertThat(put(success(KEY, "one", second(3))).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(settle(two, delivered())).isEqualTo(SettleResult.MOVED_ON);
        assertThat(claimOne().row().status().description()).isEqualTo("one");
    }

    @Test
    void o05_aMissingEventTimeIsTheOutboxsNow() {
        put(success(KEY, "one", null));
        assertThat(look(KEY).eventTime()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void o05_aMissingEventTimeIsNeverBeforeTheOneStored() {
        Instant ahead = outbox().now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMinutes(4));
        put(success(KEY, "ahead", ahead));

        assertThat(put(success(KEY, "now", null)).kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(look(KEY).status().description()).isEqualTo("now");
        assertThat(look(KEY).eventTime()).isAfterOrEqualTo(ahead);
    }

    @Test
    void o06_anEventTimeTooFarAheadIsReplacedByNow() {
        PutResult result = put(success(KEY, "tomorrow", outbox().now().plus(Duration.ofDays(1))));

        assertThat(result.clamped()).isTrue();
        assertThat(look(KEY).eventTime()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
        contract.advance(Duration.ofMinutes(2));
        assertThat(put(success(KEY, "later", null)).kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void o06_anEventTimeALittleAheadIsKept() {
        Instant ahead = outbox().now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMinutes(4));
        PutResult result = put(success(KEY, "soon", ahead));

        assertThat(result.clamped()).isFalse();
        assertThat(look(KEY).eventTime()).isEqualTo(ahead);
    }

    @Test
    void o07_aPutTakesAllInOrder() {
        List<PutResult> results =
                outbox().put(List.of(success(key("a"), "a", second(1)), success(key("b"), "b", second(1))));
        assertThat(results).extracting(it -> it.row().key()).containsExactly(key("a"), key("b"));
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    void o07_aPutTakesAllOrNone() {
        Optional<Outbox> small = contract.openWithRoomFor(2);
        assumeTrue(small.isPresent(), "it has no limit");
        try (Outbox two = small.get()) {
            two.put(List.of(success(key("a"), "a", second(1))));
            List<Wanted> tooMany = List.of(
                    success(key("a"), "newer", second(2)),
                    success(key("b"), "b", second(2)),
                    success(key("c"), "c", second(2)));
            assertThatThrownBy(() -> two.put(tooMany)).isInstanceOf(OutboxFullException.class);

            assertThat(two.find(List.of(key("a"), key("b"), key("c"))))
                    .extracting(it -> it.status().description())
                    .containsExactly("a");
        }
    }

    @Test
    void o07_whatIsSettledMakesRoom() {
        Optional<Outbox> small = contract.openWithRoomFor(1);
        assumeTrue(small.isPresent(), "it has no limit");
        try (Outbox one = small.get()) {
            one.put(List.of(success(key("a"), "a", second(1))));
            Claim claim = one.claim(ClaimRequest.of(Map.of(PROVIDER, LEASE), 1)).get(0);
            one.settle(claim, delivered().apply(claim));
            one.put(List.of(success(key("b"), "b", second(2))));
            assertThat(one.find(List.of(key("a"), key("b"))))
                    .extracting(Row::key)
                    .contains(key("b"));
        }
    }

    @Test
    void o08_aPutKeepsTheBackoff() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), again(Duration.ofMinutes(10)));
        Row waiting = look(KEY);
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(look(KEY).attempts()).isEqualTo(1);
        assertThat(look(KEY).due()).isEqualTo(waiting.due());
        assertThat(claim(10)).isEmpty();
        contract.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(claimOne().row().status().description()).isEqualTo("two");
    }

    @Test
    void o08_aPutBeginsTheAgeAnew() {
        put(success(KEY, "one", second(1)));
        contract.advance(Duration.ofHours(3));
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(look(KEY).acceptedAt()).isCloseTo(outbox().now(), within(1, ChronoUnit.MINUTES));
        assertThat(outbox().expireAndPurge(Duration.ofHours(2), Duration.ofDays(7)))
                .isEmpty();
    }
}
