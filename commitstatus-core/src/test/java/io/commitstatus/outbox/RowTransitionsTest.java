package io.commitstatus.outbox;

import static io.commitstatus.outbox.Rows.A;
import static io.commitstatus.outbox.Rows.B;
import static io.commitstatus.outbox.Rows.C;
import static io.commitstatus.outbox.Rows.LEASE;
import static io.commitstatus.outbox.Rows.NOW;
import static io.commitstatus.outbox.Rows.time;
import static io.commitstatus.outbox.Rows.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowTransitionsTest {
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final Instant CLAIMED = NOW.plusSeconds(10);
    private static final Instant SETTLED = NOW.plusSeconds(20);

    /** One line of the table. */
    record Case(Shown shown, Evidence evidence, Verdict verdict, boolean moved, Holder holder) {}

    /** Who has the row when the claim is settled. */
    enum Holder {
        CLAIMER,
        CLAIMER_AFTER_A_LATE_SETTLE,
        SOMEBODY_ELSE,
        NOBODY
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<Shown> shown = List.of(
                Shown.nothing(),
                new Shown.Exactly(B),
                new Shown.Unknown(NOW.plusSeconds(5)),
                new Shown.Unknown(NOW.plusSeconds(3600)));
        List<Evidence> evidences = List.of(
                Evidence.none(), Evidence.seen(A), Evidence.seen(Optional.empty()), Evidence.mayHaveArrived(LATE));
        List<Verdict> verdicts = List.of(
                new Verdict.Done(false),
                new Verdict.Done(true),
                new Verdict.Retry(Duration.ofSeconds(7), "HTTP 503", true),
                new Verdict.Rejected(Rejection.FORBIDDEN, "HTTP 403"),
                new Verdict.Expired("too late"));
        for (Shown s : shown) {
            for (Evidence e : evidences) {
                for (Verdict v : verdicts) {
                    for (boolean moved : new boolean[] {false, true}) {
                        for (Holder holder : Holder.values()) {
                            cases.add(new Case(s, e, v, moved, holder));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsShownIsKnownOnlyByEvidence(Case it) {
        Settled settled = settle(it);
        Shown after = settled.row().row().shown();
        boolean late = it.holder() == Holder.SOMEBODY_ELSE || it.holder() == Holder.NOBODY;
        boolean open =
                it.shown() instanceof Shown.Unknown unknown && unknown.until().isAfter(CLAIMED);

        if (late) {
            assertThat(after instanceof Shown.Unknown)
                    .isEqualTo(!(it.evidence() instanceof Evidence.None) || it.shown() instanceof Shown.Unknown);
        } else if (it.holder() == Holder.CLAIMER_AFTER_A_LATE_SETTLE || open) {
            assertThat(after).isInstanceOf(Shown.Unknown.class);
        } else if (it.evidence() instanceof Evidence.None) {
            assertThat(after).isEqualTo(it.shown());
        } else if (it.evidence() instanceof Evidence.Seen seen) {
            assertThat(after)
                    .isEqualTo(seen.status().<Shown>map(Shown.Exactly::new).orElse(Shown.nothing()));
        } else {
            assertThat(after).isEqualTo(new Shown.Unknown(SETTLED.plus(LATE)));
        }
        if (after instanceof Shown.Exactly && !after.equals(it.shown())) {
            assertThat(it.evidence()).isInstanceOf(Evidence.Seen.class);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWantedFollowsTheVerdictAlone(Case it) {
        Settled settled = settle(it);
        Row row = settled.row().row();
        switch (it.holder()) {
            case SOMEBODY_ELSE, NOBODY -> {
                assertThat(settled.result()).isEqualTo(SettleResult.LATE);
                assertThat(row.state()).isEqualTo(RowState.WAITING);
                return;
            }
            default ->
                assertThat(settled.result()).isEqualTo(it.moved() ? SettleResult.MOVED_ON : SettleResult.APPLIED);
        }
        assertThat(settled.row().lease()).isEmpty();
        if (it.verdict() instanceof Verdict.Retry retry) {
            assertThat(row.state()).isEqualTo(RowState.WAITING);
            assertThat(row.due()).contains(SETTLED.plus(retry.after()));
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.reason()).isEqualTo("HTTP 503");
        } else if (it.moved()) {
            assertThat(row.state()).isEqualTo(RowState.WAITING);
            assertThat(row.status()).isEqualTo(C);
            assertThat(row.due()).contains(SETTLED);
        } else if (it.verdict() instanceof Verdict.Done done) {
            assertThat(row.state()).isEqualTo(done.unchanged() ? RowState.UNCHANGED : RowState.DELIVERED);
            // What may still be overwritten is looked at once more.
            assertThat(row.due())
                    .isEqualTo(
                            row.shown() instanceof Shown.Unknown unknown
                                    ? Optional.of(unknown.until())
                                    : Optional.empty());
        } else {
            assertThat(row.state())
                    .isEqualTo(it.verdict() instanceof Verdict.Rejected ? RowState.REJECTED : RowState.EXPIRED);
            assertThat(row.due()).isEmpty();
        }
        assertThat(settled.row().told()).isFalse();
    }

    private record Settled(LeasedRow row, SettleResult result) {}

    private static Settled settle(Case it) {
        LeasedRow fresh =
                LeasedRow.builder(wanted(A, NOW), NOW).shown(it.shown()).build();
        Transition<Claim> claimed = RowTransitions.claim(fresh, "mine", LEASE, CLAIMED);
        LeasedRow row = claimed.next();
        if (it.moved()) {
            row = put(row, wanted(C, NOW.plusSeconds(1)), CLAIMED.plusSeconds(1))
                    .next();
        }
        if (it.holder() == Holder.CLAIMER_AFTER_A_LATE_SETTLE) {
            Claim stale = RowTransitions.claim(fresh, "stale", LEASE, NOW).result();
            Settlement arrived = new Settlement(new Verdict.Done(false), Evidence.seen(B));
            row = RowTransitions.settle(row, stale, arrived, CLAIMED.plusSeconds(2))
                    .next();
        } else if (it.holder() == Holder.SOMEBODY_ELSE) {
            row = row.toBuilder()
                    .lease(new RowLease("theirs", CLAIMED.plus(LEASE), row.row().version(), false))
                    .build();
        } else if (it.holder() == Holder.NOBODY) {
            row = row.toBuilder().lease(null).build();
        }
        Transition<SettleResult> end =
                RowTransitions.settle(row, claimed.result(), new Settlement(it.verdict(), it.evidence()), SETTLED);
        return new Settled(end.next(), end.result());
    }

    @Test
    void unchangedIsSaidOnlyOfAFreeRowThatShowsTheSame() {
        LeasedRow delivered = delivered(A);
        assertThat(put(delivered, wanted(A, NOW.plusSeconds(5)), SETTLED)
                        .result()
                        .kind())
                .isEqualTo(PutResult.Kind.UNCHANGED);

        LeasedRow unknown = delivered.toBuilder()
                .shown(new Shown.Unknown(NOW.minusSeconds(5)))
                .build();
        assertThat(put(unknown, wanted(A, NOW.plusSeconds(5)), SETTLED).result().kind())
                .isEqualTo(PutResult.Kind.ACCEPTED);

        LeasedRow nothing = delivered.toBuilder().shown(Shown.nothing()).build();
        assertThat(put(nothing, wanted(A, NOW.plusSeconds(5)), SETTLED).result().kind())
                .isEqualTo(PutResult.Kind.ACCEPTED);

        LeasedRow leased = RowTransitions.claim(delivered.toBuilder().due(NOW).build(), "t", LEASE, NOW)
                .next();
        assertThat(put(leased, wanted(A, NOW.plusSeconds(5)), SETTLED).result().kind())
                .isEqualTo(PutResult.Kind.ACCEPTED);
    }

    @Test
    void aValueThatIsShownAlreadyDisplacesWhatWaits() {
        LeasedRow waiting =
                put(delivered(A), wanted(B, NOW.plusSeconds(5)), SETTLED).next();
        Transition<PutResult> back = put(waiting, wanted(A, NOW.plusSeconds(6)), SETTLED);
        assertThat(back.result().kind()).isEqualTo(PutResult.Kind.UNCHANGED);
        assertThat(back.result().displaced()).map(Row::status).contains(B);
        assertThat(back.next().row().due()).isEmpty();
    }

    @Test
    void anEqualValueJoinsAndKeepsTheVersion() {
        LeasedRow waiting = fresh(A);
        Transition<PutResult> joined = put(waiting, wanted(A, NOW.plusSeconds(5)), SETTLED);
        assertThat(joined.result().kind()).isEqualTo(PutResult.Kind.JOINED);
        assertThat(joined.next().row().version()).isEqualTo(1);
        assertThat(joined.next().row().eventTime()).isEqualTo(NOW.plusSeconds(5));
        assertThat(joined.next().row().acceptedAt()).isEqualTo(SETTLED);
    }

    @Test
    void anEqualValueOfAnotherProviderTakesItsPlace() {
        Wanted other = Wanted.of("other", wanted(A, NOW).key(), NamespacedName.parse("team-a/second"), A)
                .at(NOW.plusSeconds(5));
        Transition<PutResult> put = put(fresh(A), other, SETTLED);
        assertThat(put.result().kind()).isEqualTo(PutResult.Kind.ACCEPTED);
        assertThat(put.next().row().provider().name()).isEqualTo("second");
    }

    @Test
    void anOlderOneIsSuperseded() {
        assertThat(put(fresh(A), wanted(B, NOW.minusSeconds(1)), SETTLED)
                        .result()
                        .kind())
                .isEqualTo(PutResult.Kind.SUPERSEDED);
    }

    @Test
    void aRejectedOneSupersedesNothing() {
        LeasedRow rejected = end(fresh(A), new Verdict.Rejected(Rejection.NOT_FOUND, "HTTP 404"), Evidence.none());
        Transition<PutResult> older = put(rejected, wanted(B, NOW.minusSeconds(1)), SETTLED);
        assertThat(older.result().kind()).isEqualTo(PutResult.Kind.ACCEPTED);
        assertThat(older.next().row().eventTime()).isEqualTo(NOW.minusSeconds(1));
        assertThat(older.next().row().due()).contains(SETTLED);
    }

    @Test
    void aClockThatWasAheadAndIsSetBackDelaysNothing() {
        Instant wrong = NOW.plusSeconds(3600);
        LeasedRow stamped = put(null, wanted(A, wrong), wrong).next();
        Transition<PutResult> right = RowTransitions.put(stamped, wanted(B, NOW), time(NOW));
        assertThat(right.result().kind()).isEqualTo(PutResult.Kind.ACCEPTED);
        assertThat(right.next().row().eventTime()).isEqualTo(NOW);
    }

    @Test
    void anEventTimeTooFarAheadIsReplacedByTheClock() {
        Transition<PutResult> put = RowTransitions.put(null, wanted(A, NOW.plusSeconds(301)), time(NOW));
        assertThat(put.result().clamped()).isTrue();
        assertThat(put.next().row().eventTime()).isEqualTo(NOW);
    }

    @Test
    void theBackoffOfTheSameProviderIsKept() {
        LeasedRow backsOff = end(
                fresh(A), new Verdict.Retry(Duration.ofMinutes(5), "HTTP 503", true), Evidence.mayHaveArrived(LATE));
        Row row = put(backsOff, wanted(B, NOW.plusSeconds(60)), SETTLED).next().row();
        assertThat(row.due()).isEqualTo(backsOff.row().due());
        assertThat(row.attempts()).isEqualTo(1);
        assertThat(row.reason()).isEqualTo("HTTP 503");
    }

    @Test
    void aLapsedLeaseLeavesWhatIsShownUnknown() {
        LeasedRow claimed = RowTransitions.claim(fresh(A), "dead", LEASE, NOW).next();
        Instant later = NOW.plus(LEASE).plusSeconds(1);
        assertThat(claimed.isClaimable(later)).isTrue();
        Claim again = RowTransitions.claim(claimed, "mine", LEASE, later).result();
        assertThat(again.row().shown()).isEqualTo(new Shown.Unknown(later.plus(LEASE)));
    }

    @Test
    void aLeaseThatLapsesUnderAnExpiryLeavesWhatIsShownUnknown() {
        LeasedRow claimed = RowTransitions.claim(fresh(A), "dead", LEASE, NOW).next();
        Instant later = NOW.plus(Duration.ofDays(2));
        assertThat(RowTransitions.isOverdue(claimed, Duration.ofDays(1), later)).isTrue();
        LeasedRow expired = RowTransitions.expire(claimed, Duration.ofDays(1), later);
        assertThat(expired.row().state()).isEqualTo(RowState.EXPIRED);
        assertThat(expired.row().shown()).isInstanceOf(Shown.Unknown.class);
        assertThat(expired.isSettled()).isTrue();
    }

    @Test
    void onlyWhatWaitsTooLongAndIsFreeIsOverdue() {
        Duration age = Duration.ofDays(1);
        Instant over = NOW.plus(age);
        assertThat(RowTransitions.isOverdue(fresh(A), age, over)).isTrue();
        assertThat(RowTransitions.isOverdue(fresh(A), age, over.minusMillis(1))).isFalse();
        LeasedRow claimed = RowTransitions.claim(fresh(A), "mine", LEASE, over).next();
        assertThat(RowTransitions.isOverdue(claimed, age, over)).isFalse();
        assertThat(RowTransitions.isOverdue(delivered(A), age, over)).isFalse();
    }

    @Test
    void anExpiryTellsWhatTheLastAttemptCameTo() {
        Duration age = Duration.ofHours(24);
        LeasedRow failed = end(fresh(A), new Verdict.Retry(age, "HTTP 503", true), Evidence.none());
        assertThat(RowTransitions.expire(fresh(A), age, SETTLED).row().reason())
                .isEqualTo("not delivered within 24h0m0s");
        assertThat(RowTransitions.expire(failed, age, SETTLED).row().reason())
                .isEqualTo("not delivered within 24h0m0s: HTTP 503");
    }

    /** What a stalled attempt may have sent overwrites what was delivered since: it is looked at again, where it was delivered. */
    @Test
    void aRequestThatLandsAfterADeliveryIsLookedAfter() {
        Claim stale = RowTransitions.claim(fresh(A), "stale", LEASE, NOW).result();
        Settlement lost = new Settlement(new Verdict.Done(false), Evidence.mayHaveArrived(LATE));
        LeasedRow rejected = end(fresh(A), new Verdict.Rejected(Rejection.NOT_FOUND, "HTTP 404"), Evidence.none());

        Row after =
                RowTransitions.settle(delivered(A), stale, lost, SETTLED).next().row();
        assertThat(after.state()).isEqualTo(RowState.DELIVERED);
        assertThat(after.due()).contains(SETTLED.plus(LATE));
        assertThat(RowTransitions.settle(rejected, stale, lost, SETTLED)
                        .next()
                        .row()
                        .due())
                .isEmpty();
    }

    @Test
    void whatWasDeliveredStaysDeliveredWhenItCannotBeLookedAtOnceMore() {
        LeasedRow suspect =
                delivered(A).toBuilder().shown(new Shown.Unknown(NOW)).due(NOW).build();
        LeasedRow after = end(suspect, new Verdict.Expired("too late"), Evidence.none());
        assertThat(after.row().state()).isEqualTo(RowState.DELIVERED);
        assertThat(after.isSettled()).isTrue();
        assertThat(put(after, wanted(A, NOW.plusSeconds(5)), SETTLED).result().kind())
                .isEqualTo(PutResult.Kind.ACCEPTED);
    }

    @Test
    void aRecoveredRowIsFreeAndAskedAbout() {
        LeasedRow claimed = RowTransitions.claim(fresh(A), "dead", LEASE, NOW).next();
        LeasedRow recovered = RowTransitions.recover(claimed, LATE, SETTLED);
        assertThat(recovered.isClaimable(SETTLED)).isTrue();
        assertThat(recovered.row().shown()).isEqualTo(new Shown.Unknown(SETTLED.plus(LATE)));
        assertThat(RowTransitions.recover(delivered(A), LATE, SETTLED)).isEqualTo(delivered(A));
    }

    @Test
    void anOutcomeIsToldForOneVersion() {
        LeasedRow ended = delivered(A);
        assertThat(RowTransitions.told(ended, 1).told()).isTrue();
        assertThat(RowTransitions.told(ended, 2).told()).isFalse();
        assertThat(RowTransitions.told(fresh(A), 1).told()).isFalse();
        LeasedRow next = put(RowTransitions.told(ended, 1), wanted(B, NOW.plusSeconds(9)), SETTLED)
                .next();
        assertThat(next.told()).isFalse();
    }

    @Test
    void aReplayBeginsAnew() {
        LeasedRow rejected = end(fresh(A), new Verdict.Rejected(Rejection.NOT_FOUND, "HTTP 404"), Evidence.none());
        Row row = RowTransitions.replay(rejected, SETTLED).row();
        assertThat(row.state()).isEqualTo(RowState.WAITING);
        assertThat(row.rejection()).isEmpty();
        assertThat(row.acceptedAt()).isEqualTo(SETTLED);
        assertThat(row.due()).contains(SETTLED);
    }

    private static LeasedRow fresh(CommitStatus status) {
        return put(null, wanted(status, NOW), NOW).next();
    }

    private static LeasedRow delivered(CommitStatus status) {
        return end(fresh(status), new Verdict.Done(false), Evidence.seen(status));
    }

    private static LeasedRow end(LeasedRow row, Verdict verdict, Evidence evidence) {
        Transition<Claim> claimed = RowTransitions.claim(row, "mine", LEASE, NOW);
        return RowTransitions.settle(claimed.next(), claimed.result(), new Settlement(verdict, evidence), NOW)
                .next();
    }

    private static Transition<PutResult> put(@Nullable LeasedRow row, Wanted wanted, Instant now) {
        return RowTransitions.put(row, wanted, time(now));
    }
}
