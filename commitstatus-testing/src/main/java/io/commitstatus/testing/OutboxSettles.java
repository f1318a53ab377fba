package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.PublishResult.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** O13 and O14: how claims end, in time and too late. */
abstract class OutboxSettles extends OutboxClaims {
    private static final DeliveryKey KEY = key("deploy/prod");
    private static final Duration PAST_THE_LEASE = LEASE.plusSeconds(1);

    /** For subclasses. */
    OutboxSettles() {}

    static Settlement refused() {
        return new Settlement.Refused(Rejection.NOT_FOUND, "HTTP 404: Not Found");
    }

    @Test
    void o13_deliveredEndsTheDoubt() {
        Row row = deliver(success(KEY, "one", second(1)));

        assertThat(row.state()).isEqualTo(State.DELIVERED);
        assertThat(row.delivered()).isEqualTo(row.status());
        assertThat(row.doubt()).isFalse();
        assertThat(row.due()).isNull();
        assertThat(row.attempts()).isZero();
        advance(Duration.ofHours(1));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_whatTheVendorShowedAlreadyIsUnchanged() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Delivered(true, null));
        assertThat(look(KEY).state()).isEqualTo(State.UNCHANGED);
        assertThat(look(KEY).delivered()).isEqualTo(look(KEY).status());
    }

    @Test
    void o13_aDeliveryToBeVerifiedIsClaimedOnceMore() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Delivered(false, Duration.ofMinutes(10)));
        assertThat(claim(10)).isEmpty();

        advance(Duration.ofMinutes(11));
        Claim verification = claimOne();
        assertThat(verification.row().doubt()).isTrue();
        outbox().settle(verification, new Settlement.Delivered(true, null));
        assertThat(look(KEY).doubt()).isFalse();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_anotherAttemptIsNotDueBeforeItsTime() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Again(Duration.ofMinutes(10), "HTTP 503", false, true));
        assertThat(look(KEY).reason()).isEqualTo("HTTP 503");
        assertThat(look(KEY).attempts()).isEqualTo(1);
        assertThat(look(KEY).state()).isEqualTo(State.WAITING);
        assertThat(look(KEY).doubt()).isFalse();

        advance(Duration.ofMinutes(9));
        assertThat(claim(10)).isEmpty();
        advance(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(claimOne().row().doubt()).isFalse();
    }

    @Test
    void o13_anAttemptWhoseOutcomeIsNotKnownLeavesTheDoubt() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Again(Duration.ZERO, "no answer", true, true));
        assertThat(look(KEY).doubt()).isTrue();
        assertThat(claimOne().row().doubt()).isTrue();
    }

    @Test
    void o13_whatWasNoAttemptDoesNotCount() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Again(Duration.ZERO, "no slot", false, false));
        assertThat(look(KEY).attempts()).isZero();
    }

    @Test
    void o13_aRefusalIsFinal() {
        put(success(KEY, "one", second(1)));
        assertThat(outbox().settle(claimOne(), refused())).isEqualTo(Settled.APPLIED);

        Row row = look(KEY);
        assertThat(row.state()).isEqualTo(State.REJECTED);
        assertThat(row.rejection()).isEqualTo(Rejection.NOT_FOUND);
        assertThat(row.reason()).isEqualTo("HTTP 404: Not Found");
        advance(Duration.ofHours(1));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o13_theSameValueIsTriedAgainAfterARefusal() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), refused());
        put(success(KEY, "one", second(2)));
        assertThat(claimOne().row().attempts()).isZero();
    }

    @Test
    void o13_anExpiryIsFinal() {
        put(success(KEY, "one", second(1)));
        outbox().settle(claimOne(), new Settlement.Expired("the commit never appeared"));
        assertThat(look(KEY).state()).isEqualTo(State.EXPIRED);
        assertThat(look(KEY).reason()).isEqualTo("the commit never appeared");
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o14_aLapsedLeaseIsClaimedAgainInDoubt() {
        put(success(KEY, "one", second(1)));
        Claim first = claimOne();
        advance(PAST_THE_LEASE);

        Claim second = claimOne();
        assertThat(second.takenOver()).isTrue();
        assertThat(second.row().doubt()).isTrue();
        assertThat(second.token()).isNotEqualTo(first.token());
    }

    @Test
    void o14_aStaleClaimSettlesNothingAndLeavesTheRowInDoubtAndDue() {
        put(success(KEY, "one", second(1)));
        Claim stale = claimOne();
        advance(PAST_THE_LEASE);
        Claim current = claimOne();
        outbox().settle(current, delivered());

        assertThat(outbox().settle(stale, refused())).isEqualTo(Settled.LATE);
        assertThat(look(KEY).state()).isNotEqualTo(State.REJECTED);
        assertThat(look(KEY).doubt()).isTrue();
        assertThat(claimOne().row().doubt()).isTrue();
    }

    @Test
    void o14_aStaleClaimThatSettlesBeforeItsSuccessorLeavesTheRowInDoubtAndDue() {
        put(success(KEY, "one", second(1)));
        Claim stale = claimOne();
        advance(PAST_THE_LEASE);
        Claim current = claimOne();

        assertThat(outbox().settle(stale, delivered())).isEqualTo(Settled.LATE);
        assertThat(claim(10)).as("the successor still holds its lease").isEmpty();
        outbox().settle(current, delivered());
        assertThat(look(KEY).doubt()).isTrue();
        assertThat(claimOne().row().doubt()).isTrue();
    }

    @Test
    void o14_aLapsedLeaseThatNobodyTookOverMayStillSettle() {
        put(success(KEY, "one", second(1)));
        Claim slow = claimOne();
        advance(PAST_THE_LEASE);

        assertThat(outbox().settle(slow, delivered())).isEqualTo(Settled.APPLIED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o14_anUnknownTokenSettlesNothing() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        Claim forged = new Claim(claim.row(), "no-such-token", claim.leaseEnd(), false);

        assertThat(outbox().settle(forged, refused())).isEqualTo(Settled.LATE);
        assertThat(look(KEY).state()).isEqualTo(State.WAITING);
    }

    @Test
    void o14_aClaimSettlesOnce() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        outbox().settle(claim, delivered());
        assertThat(outbox().settle(claim, refused())).isEqualTo(Settled.LATE);
        assertThat(look(KEY).state()).isNotEqualTo(State.REJECTED);
    }

    @Test
    void o14_aPutDuringALapsedLeaseIsClaimedInDoubt() {
        put(success(KEY, "one", second(1)));
        claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));
        advance(PAST_THE_LEASE);

        Claim claim = claimOne();
        assertThat(claim.row().status().description()).isEqualTo("two");
        assertThat(claim.row().doubt()).isTrue();
        assertThat(claim.takenOver()).isTrue();
    }
}
