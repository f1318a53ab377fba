package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Rejection;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** O13 and O14: how claims end, in time and too late. */
class SettleRules extends OutboxRules {
    private static final DeliveryKey KEY = key("deploy/prod");
    private static final Duration PAST_THE_LEASE = LEASE.plusSeconds(1);

    SettleRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o13_deliveredEndsTheDoubt() {
        Row row = deliver(success(KEY, "one", second(1)));

        assertThat(row.state()).isEqualTo(RowState.DELIVERED);
        assertThat(row.shown()).isEqualTo(new Shown.Exactly(row.status()));
        assertThat(row.shown()).isNotInstanceOf(Shown.Unknown.class);
        assertThat(row.due()).isEmpty();
        assertThat(row.attempts()).isZero();
        contract.advance(Duration.ofHours(1));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_whatTheVendorShowedAlreadyIsUnchanged() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), unchanged());
        assertThat(look(KEY).state()).isEqualTo(RowState.UNCHANGED);
        assertThat(look(KEY).shown()).isEqualTo(new Shown.Exactly(look(KEY).status()));
    }

    @Test
    void o13_whatTheVendorShowsInsteadIsKept() {
        put(success(KEY, "one", second(1)));
        CommitStatus other = status(KEY, CommitState.FAILURE, "somebody else's");
        settle(
                claimOne(),
                claim -> new Settlement(new Verdict.Rejected(Rejection.INVALID, "HTTP 422"), Evidence.seen(other)));
        assertThat(look(KEY).shown()).isEqualTo(new Shown.Exactly(other));
        assertThat(look(KEY).state()).isEqualTo(RowState.REJECTED);
        assertThat(look(KEY).reason()).isEqualTo("HTTP 422");
        assertThat(look(KEY).rejection()).contains(Rejection.INVALID);
    }

    @Test
    void o13_aTimeThatMovedOnMeanwhileStays() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        assertThat(put(success(KEY, "one", second(5))).kind()).isEqualTo(PutResult.Kind.JOINED);
        assertThat(settle(claim, delivered())).isEqualTo(SettleResult.APPLIED);
        assertThat(look(KEY).eventTime()).isEqualTo(second(5));
        assertThat(put(success(KEY, "two", second(4))).kind()).isEqualTo(PutResult.Kind.SUPERSEDED);
    }

    @Test
    void o13_claimsEndTogetherEachByItself() {
        List<DeliveryKey> keys = List.of(key("a"), key("b"), key("c"), key("d"));
        keys.forEach(it -> put(success(it, "one", second(1))));
        List<Claim> claims = claim(10).stream()
                .sorted(Comparator.comparing(it -> it.row().key().key()))
                .toList();
        assertThat(claims).extracting(it -> it.row().key()).isEqualTo(keys);
        put(success(keys.get(2), "two", second(2)));
        settle(claims.get(3), delivered());

        List<EndedClaim> ended = new ArrayList<>();
        List<Function<Claim, Settlement>> how =
                List.of(delivered(), again(Duration.ofMinutes(1)), delivered(), again(Duration.ofMinutes(1)));
        for (int i = 0; i < keys.size(); i++) {
            Claim claim = claims.get(i);
            ended.add(new EndedClaim(claim, how.get(i).apply(claim)));
        }
        assertThat(outbox().settle(ended).stream().map(it -> it.orElse(null)))
                .containsExactly(SettleResult.APPLIED, SettleResult.APPLIED, SettleResult.MOVED_ON, SettleResult.LATE);
        assertThat(keys.stream().map(it -> look(it).state()))
                .containsExactly(RowState.DELIVERED, RowState.WAITING, RowState.WAITING, RowState.DELIVERED);
        assertThat(claimOne().row().key()).isEqualTo(keys.get(2));
        contract.advance(PAST_THE_LEASE);
        assertThat(claim(10)).extracting(it -> it.row().key()).contains(keys.get(1));
    }

    @Test
    void o13_aDeliveryToBeVerifiedIsClaimedOnceMore() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), unverified(Duration.ofMinutes(10)));
        assertThat(claim(10)).isEmpty();

        contract.advance(Duration.ofMinutes(11));
        Claim verification = claimOne();
        assertThat(verification.row().shown()).isInstanceOf(Shown.Unknown.class);
        settle(verification, unchanged());
        assertThat(look(KEY).shown()).isNotInstanceOf(Shown.Unknown.class);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_anotherAttemptIsNotDueBeforeItsTime() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), retry(Duration.ofMinutes(10), "HTTP 503", false, true));
        assertThat(look(KEY).reason()).isEqualTo("HTTP 503");
        assertThat(look(KEY).attempts()).isEqualTo(1);
        assertThat(look(KEY).state()).isEqualTo(RowState.WAITING);
        assertThat(look(KEY).shown()).isNotInstanceOf(Shown.Unknown.class);

        contract.advance(Duration.ofMinutes(9));
        assertThat(claim(10)).isEmpty();
        contract.advance(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(claimOne().row().shown()).isNotInstanceOf(Shown.Unknown.class);
    }

    @Test
    void o13_anAttemptWhoseOutcomeIsNotKnownLeavesTheDoubt() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), retry(Duration.ZERO, "no answer", true, true));
        assertThat(look(KEY).shown()).isInstanceOf(Shown.Unknown.class);
        assertThat(claimOne().row().shown()).isInstanceOf(Shown.Unknown.class);
    }

    @Test
    void o13_whatWasNoAttemptDoesNotCount() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), retry(Duration.ZERO, "no slot", false, false));
        assertThat(look(KEY).attempts()).isZero();
    }

    @Test
    void o13_aRefusalIsFinal() {
        put(success(KEY, "one", second(1)));
        assertThat(settle(claimOne(), rejected())).isEqualTo(SettleResult.APPLIED);

        Row row = look(KEY);
        assertThat(row.state()).isEqualTo(RowState.REJECTED);
        assertThat(row.rejection()).contains(Rejection.NOT_FOUND);
        assertThat(row.reason()).isEqualTo("HTTP 404: Not Found");
        contract.advance(Duration.ofHours(1));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_theSameValueIsTriedAgainAfterARefusal() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), rejected());
        put(success(KEY, "one", second(2)));
        assertThat(claimOne().row().attempts()).isZero();
    }

    @Test
    void o13_anExpiryIsFinal() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), expired("the commit never appeared"));
        assertThat(look(KEY).state()).isEqualTo(RowState.EXPIRED);
        assertThat(look(KEY).reason()).isEqualTo("the commit never appeared");
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_whatWasSeenIsKeptWhateverBecomesOfTheStatus() {
        deliver(success(KEY, "one", second(1)));
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));
        settle(claimOne(), retry(Duration.ZERO, "no answer", true, true));
        put(success(KEY, "three", second(3)));
        CommitStatus two = status(KEY, CommitState.FAILURE, "two");
        contract.advance(Duration.ofSeconds(1));
        outbox().settle(
                        claimOne(),
                        new Settlement(new Verdict.Retry(Duration.ZERO, "HTTP 429", true), Evidence.seen(two)));

        assertThat(look(KEY).shown()).isEqualTo(new Shown.Exactly(two));
        assertThat(put(success(KEY, "one", second(4))).kind()).isEqualTo(PutResult.Kind.ACCEPTED);
    }

    @Test
    void o13_aRejectionLeavesWhatIsShownAsUnknownAsItWas() {
        put(success(KEY, "one", second(1)));
        settle(claimOne(), retry(Duration.ZERO, "no answer", true, true));
        settle(claimOne(), rejected());

        assertThat(look(KEY).state()).isEqualTo(RowState.REJECTED);
        assertThat(look(KEY).shown()).isInstanceOf(Shown.Unknown.class);
    }

    @Test
    void o14_aLapsedLeaseIsClaimedAgainInDoubt() {
        put(success(KEY, "one", second(1)));
        Claim first = claimOne();
        contract.advance(PAST_THE_LEASE);

        Claim second = claimOne();
        assertThat(second.row().shown()).isInstanceOf(Shown.Unknown.class);
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void o14_aStaleClaimSettlesNothingAndLeavesTheRowInDoubtAndDue() {
        put(success(KEY, "one", second(1)));
        Claim stale = claimOne();
        contract.advance(PAST_THE_LEASE);
        Claim current = claimOne();
        settle(current, delivered());

        assertThat(settle(stale, retry(Duration.ZERO, "no answer", true, true))).isEqualTo(SettleResult.LATE);
        assertThat(look(KEY).state()).isEqualTo(RowState.DELIVERED);
        assertThat(look(KEY).shown()).isInstanceOf(Shown.Unknown.class);
        contract.advance(PAST_THE_LEASE);
        assertThat(claimOne().row().shown()).isInstanceOf(Shown.Unknown.class);
    }

    @Test
    void o14_aStaleClaimThatSettlesBeforeItsSuccessorLeavesTheRowInDoubtAndDue() {
        put(success(KEY, "one", second(1)));
        Claim stale = claimOne();
        contract.advance(PAST_THE_LEASE);
        Claim current = claimOne();

        assertThat(settle(stale, delivered())).isEqualTo(SettleResult.LATE);
        assertThat(claim(10)).as("the successor still holds its lease").isEmpty();
        settle(current, delivered());
        assertThat(look(KEY).shown()).isInstanceOf(Shown.Unknown.class);
        contract.advance(PAST_THE_LEASE);
        assertThat(claimOne().row().shown()).isInstanceOf(Shown.Unknown.class);
    }

    @Test
    void o14_aStaleClaimThatSentNothingChangesNothing() {
        put(success(KEY, "one", second(1)));
        Claim stale = claimOne();
        contract.advance(PAST_THE_LEASE);
        settle(claimOne(), delivered());
        Row settled = look(KEY);

        assertThat(settle(stale, rejected())).isEqualTo(SettleResult.LATE);
        assertThat(look(KEY)).isEqualTo(settled);
    }

    @Test
    void o14_aLapsedLeaseThatNobodyTookOverMayStillSettle() {
        put(success(KEY, "one", second(1)));
        Claim slow = claimOne();
        contract.advance(PAST_THE_LEASE);

        assertThat(settle(slow, delivered())).isEqualTo(SettleResult.APPLIED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o14_anUnknownTokenSettlesNothing() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        Claim forged = forged(claim.row());

        assertThat(settle(forged, rejected())).isEqualTo(SettleResult.LATE);
        assertThat(look(KEY).state()).isEqualTo(RowState.WAITING);
    }

    @Test
    void o14_aClaimSettlesOnce() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        settle(claim, delivered());
        assertThat(settle(claim, rejected())).isEqualTo(SettleResult.LATE);
        assertThat(look(KEY).state()).isNotEqualTo(RowState.REJECTED);
    }

    @Test
    void o14_aPutDuringALapsedLeaseIsClaimedInDoubt() {
        put(success(KEY, "one", second(1)));
        claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));
        contract.advance(PAST_THE_LEASE);

        Claim claim = claimOne();
        assertThat(claim.row().status().description()).isEqualTo("two");
        assertThat(claim.row().shown()).isInstanceOf(Shown.Unknown.class);
    }
}
