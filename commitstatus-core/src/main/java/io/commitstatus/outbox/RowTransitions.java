package io.commitstatus.outbox;

import io.commitstatus.model.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an outbox: what a put, a claim and a settle make of a row. Pure: they are given the time and the stored row, and
 * return the row to store. An {@link Outbox} stores what they decide, and decides nothing itself, so that all of them agree.
 *
 * @since 0.1
 */
public final class RowTransitions {
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private RowTransitions() {}

    /**
     * Puts a status.
     *
     * @param current the stored row; null when there is none
     */
    public static Transition<PutResult> put(@Nullable LeasedRow current, Wanted wanted, OutboxTime now) {
        return Put.of(current, wanted, now);
    }

    /**
     * Leases a row that {@linkplain LeasedRow#isClaimable is claimable}. Where an earlier lease has lapsed, its holder may be
     * sending still, so that what is shown becomes unknown.
     *
     * @param token a new one, unique
     * @param lease for how long
     */
    public static Transition<Claim> claim(LeasedRow current, String token, Duration lease, Instant now) {
        Instant end = now.plus(lease);
        Shown shown = current.row().shown();
        LeasedRow next = current.toBuilder()
                .shown(current.lease().isPresent() ? shown.unknownUntil(end) : shown)
                .lease(new RowLease(token, end, current.row().version(), false))
                .build();
        return new Transition<>(next, new Claim(next, token, now, end));
    }

    /** Settles a claim. */
    public static Transition<SettleResult> settle(LeasedRow current, Claim claim, Settlement settlement, Instant now) {
        Optional<RowLease> lease = current.lease().filter(it -> it.token().equals(claim.token()));
        if (lease.isEmpty()) {
            return new Transition<>(late(current, settlement.evidence(), now), SettleResult.LATE);
        }
        Row row = current.row();
        // A late request has landed some time during the lease: only what is observed from now on proves anything.
        Shown before = lease.get().disturbed() ? row.shown().unknownUntil(now.plus(A_MOMENT)) : row.shown();
        LeasedRow.Builder next =
                current.toBuilder().lease(null).shown(before.after(settlement.evidence(), claim.claimedAt(), now));
        if (row.version() != claim.row().version()) {
            movedOn(next, row, settlement.verdict(), now);
            return new Transition<>(next.build(), SettleResult.MOVED_ON);
        }
        apply(next, row, settlement.verdict(), now);
        return new Transition<>(next.build(), SettleResult.APPLIED);
    }

    /** A newer status came while the claim was held: it is due at once, unless the Git host is to be left alone. */
    private static void movedOn(LeasedRow.Builder next, Row row, Verdict verdict, Instant now) {
        if (verdict instanceof Verdict.Retry retry) {
            retry(next, row, retry, now);
        } else {
            next.state(RowState.WAITING, null, "").attempts(0).due(now);
        }
    }

    private static void apply(LeasedRow.Builder next, Row row, Verdict verdict, Instant now) {
        boolean waited = row.state() == RowState.WAITING;
        if (verdict instanceof Verdict.Retry retry) {
            retry(next, row, retry, now);
        } else if (verdict instanceof Verdict.Rejected rejected) {
            end(next, now).state(RowState.REJECTED, rejected.rejection(), rejected.reason());
        } else if (verdict instanceof Verdict.Expired expired) {
            if (waited) {
                end(next, now).state(RowState.EXPIRED, null, expired.reason());
            } else {
                // It was delivered; only whether it is still shown could not be found out.
                next.due(null);
            }
        } else if (waited) {
            Verdict.Done done = (Verdict.Done) verdict;
            end(next, now).state(done.unchanged() ? RowState.UNCHANGED : RowState.DELIVERED, null, done.note());
            verifyLater(next);
        } else {
            next.state(row.state(), null, "").attempts(0).due(null);
            verifyLater(next);
        }
    }

    private static void retry(LeasedRow.Builder next, Row row, Verdict.Retry retry, Instant now) {
        next.state(row.state(), null, retry.reason())
                .attempts(row.attempts() + (retry.countsAsAttempt() ? 1 : 0))
                .due(now.plus(retry.after()));
    }

    static LeasedRow.Builder end(LeasedRow.Builder next, Instant now) {
        return next.attempts(0).due(null).settledAt(now).told(false);
    }

    /** What may still be overwritten by a request that is under way is looked at once more after that. */
    private static void verifyLater(LeasedRow.Builder next) {
        if (next.shown instanceof Shown.Unknown unknown) {
            next.due(unknown.until());
        }
    }

    /** Somebody else has the row, or has settled it: what is shown now may be the late one's. */
    private static LeasedRow late(LeasedRow current, Evidence evidence, Instant now) {
        if (evidence instanceof Evidence.None) {
            return current;
        }
        Row row = current.row();
        Instant until = evidence instanceof Evidence.MayHaveArrived lost ? now.plus(lost.within()) : now;
        LeasedRow.Builder next = current.toBuilder()
                .shown(row.shown().unknownUntil(until))
                .lease(current.lease().map(RowLease::disturb).orElse(null));
        if (current.lease().isEmpty() && isShown(row.state())) {
            verifyLater(next);
        }
        return next.build();
    }

    /** Whether a row {@linkplain #expire has to expire}: it has waited for the given age, and nobody works on it. */
    public static boolean isOverdue(LeasedRow current, Duration maxAge, Instant now) {
        return current.row().state() == RowState.WAITING
                && !current.isLeased(now)
                && !current.row().acceptedAt().plus(maxAge).isAfter(now);
    }

    /** Ends a row that has waited too long. */
    public static LeasedRow expire(LeasedRow current, Duration maxAge, Instant now) {
        return end(current.toBuilder().shown(shownBeside(current, now)), now)
                .state(RowState.EXPIRED, null, expiry(current.row(), maxAge))
                .lease(null)
                .build();
    }

    /** {@return why a row of this age has expired} */
    public static String expiry(Row row, Duration maxAge) {
        return "not delivered within " + GoDuration.text(maxAge) + (row.reason().isEmpty() ? "" : ": " + row.reason());
    }

    /** Makes a rejected or expired row wanted again, its age and backoff begun anew. */
    public static LeasedRow replay(LeasedRow current, Instant now) {
        return current.toBuilder()
                .state(RowState.WAITING, null, "")
                .acceptedAt(now)
                .attempts(0)
                .due(now)
                .told(false)
                .build();
    }

    /**
     * Takes a row over from a process that has ended, by a store that only one process has open: it is free at once.
     *
     * @param within how long a Git host may still work on the dead process's request
     */
    public static LeasedRow recover(LeasedRow current, Duration within, Instant now) {
        if (current.row().state() != RowState.WAITING && current.lease().isEmpty()) {
            return current;
        }
        return current.toBuilder()
                .lease(null)
                .shown(current.row().shown().unknownUntil(now.plus(within)))
                .build();
    }

    /** Notes that the outcome of a version was told to the listeners. */
    public static LeasedRow told(LeasedRow current, long version) {
        boolean ended =
                current.row().state() != RowState.WAITING && current.row().version() == version;
        return ended && !current.told() ? current.toBuilder().told(true).build() : current;
    }

    private static Shown shownBeside(LeasedRow current, Instant now) {
        Shown shown = current.row().shown();
        return current.lease().isPresent() ? shown.unknownUntil(now) : shown;
    }

    static boolean isShown(RowState state) {
        return state == RowState.DELIVERED || state == RowState.UNCHANGED;
    }
}
