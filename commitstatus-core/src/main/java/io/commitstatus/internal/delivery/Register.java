package io.commitstatus.internal.delivery;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.PutResult;
import io.commitstatus.spi.Outbox.PutResult.Kind;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.Outbox.Wanted;
import io.commitstatus.spi.StatusValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row with its lease, and what a put, a claim and a settle make of it. Every outbox stores what this decides, so that all
 * of them agree. Pure: it takes the time and returns the next value.
 *
 * @param row the row
 * @param token the lease's; null when nobody has claimed it
 * @param leaseEnd until when
 * @param claimedVersion the version that was claimed
 * @param disturbed whether a claim that had lapsed settled late since, so that what the vendor shows is not known
 * @param settledAt when it last left {@link State#WAITING}; before that, when it was made
 */
public record Register(
        Row row,
        @Nullable String token,
        @Nullable Instant leaseEnd,
        long claimedVersion,
        boolean disturbed,
        Instant settledAt) {

    /** The next value, and what to tell. */
    public record Put(Register next, PutResult result) {}

    /** The next value, and the claim. */
    public record Claimed(Register next, Claim claim) {}

    /** The next value, and what became of the settle. */
    public record Ended(Register next, Settled result) {}

    /** Whether the lease is held now. */
    public boolean leased(Instant now) {
        return token != null && now.isBefore(Objects.requireNonNull(leaseEnd));
    }

    /** Whether it may be forgotten when room is needed: nothing is wanted, and nobody works on it. */
    public boolean settled() {
        return row.state() != State.WAITING && row.due() == null && token == null;
    }

    /**
     * Takes a status.
     *
     * @param times the outbox's wall time, for events, and its steady time, for what is due
     */
    public static Put put(@Nullable Register current, Wanted wanted, Times times) {
        boolean clamped = wanted.eventTime() != null
                && wanted.eventTime().isAfter(times.wall().plus(Outbox.CLOCK_TOLERANCE));
        boolean untimed = wanted.eventTime() == null || clamped;
        Instant given = untimed ? times.wall() : Objects.requireNonNull(wanted.eventTime());
        if (current == null) {
            Row row = fresh(wanted, given, 1, times.steady(), null);
            return new Put(
                    new Register(row, null, null, 0, false, times.steady()), result(Kind.ACCEPTED, row, clamped));
        }
        Row row = current.row;
        Instant time = untimed && given.isBefore(row.eventTime()) ? row.eventTime() : given;
        boolean same = StatusValue.same(row.status(), wanted.status());
        if (same && row.state() == State.WAITING) {
            Row joined = Rows.seenAgain(row, time, times.steady());
            return new Put(current.with(joined), result(Kind.JOINED, joined, clamped));
        }
        boolean certain = !current.leased(times.steady()) && !row.doubt();
        if (same && certain && delivered(row)) {
            Row seen = Rows.seenAgain(row, time, row.acceptedAt());
            return new Put(current.with(seen), result(Kind.UNCHANGED, seen, clamped));
        }
        if (older(wanted.status(), time, row)) {
            return new Put(current, result(Kind.SUPERSEDED, row, clamped));
        }
        return current.replace(wanted, time, certain, clamped, times.steady());
    }

    private Put replace(Wanted wanted, Instant time, boolean certain, boolean clamped, Instant now) {
        boolean waiting = row.state() == State.WAITING;
        boolean underWay = leased(now) && claimedVersion == row.version();
        Row displaced = waiting && !underWay ? row : null;
        Row next = fresh(wanted, time, row.version() + 1, now, row);
        if (certain && row.delivered() != null && StatusValue.same(row.delivered(), wanted.status())) {
            next = Rows.settled(next, State.UNCHANGED, null, "");
            return new Put(
                    new Register(next, null, null, claimedVersion, false, now),
                    new PutResult(Kind.UNCHANGED, next, clamped, displaced));
        }
        return new Put(with(next), new PutResult(Kind.ACCEPTED, next, clamped, displaced));
    }

    /** Leases the row, which must be due and free, and marks it in doubt. */
    public Claimed claim(String newToken, Duration lease, Instant now) {
        Instant end = now.plus(lease);
        Claim claim = new Claim(row, newToken, end, token != null);
        return new Claimed(new Register(Rows.inDoubt(row), newToken, end, row.version(), disturbed, settledAt), claim);
    }

    /** Whether a claim may take it. */
    public boolean claimable(Instant now) {
        Instant due = row.due();
        return due != null && !due.isAfter(now) && !leased(now);
    }

    /** Ends a claim. */
    public Ended settle(Claim claim, Settlement settlement, Instant now) {
        if (!claim.token().equals(token)) {
            // Somebody else has the row, or has settled it: what the vendor shows now may be the late one's.
            Row suspect = token == null ? Rows.due(Rows.inDoubt(row), now) : Rows.inDoubt(row);
            return new Ended(
                    new Register(suspect, token, leaseEnd, claimedVersion, token != null, settledAt), Settled.LATE);
        }
        boolean moved = row.version() != claim.row().version();
        Row next;
        if (settlement instanceof Settlement.Delivered delivered) {
            next = delivered(claim, delivered, moved, now);
        } else if (settlement instanceof Settlement.Again again) {
            next = Rows.again(row, again, disturbed, now);
        } else if (settlement instanceof Settlement.Refused refused) {
            next = moved ? Rows.wantedAgain(row, row.delivered(), disturbed, now) : refused(refused, now);
        } else {
            Settlement.Expired expired = (Settlement.Expired) settlement;
            next = moved
                    ? Rows.wantedAgain(row, row.delivered(), claim.row().doubt() || disturbed, now)
                    : Rows.doubt(
                            Rows.settled(row, State.EXPIRED, null, expired.reason()),
                            claim.row().doubt());
        }
        Instant at = next.state() == State.WAITING ? settledAt : now;
        return new Ended(
                new Register(next, null, null, claimedVersion, false, at), moved ? Settled.MOVED_ON : Settled.APPLIED);
    }

    private Row delivered(Claim claim, Settlement.Delivered how, boolean moved, Instant now) {
        CommitStatus shown = claim.row().status();
        if (moved) {
            return Rows.wantedAgain(row, shown, disturbed || how.verifyAfter() != null, now);
        }
        Row next = Rows.delivered(row, how.unchanged() ? State.UNCHANGED : State.DELIVERED, shown);
        if (how.verifyAfter() != null) {
            return Rows.due(Rows.inDoubt(next), now.plus(how.verifyAfter()));
        }
        return disturbed ? Rows.due(Rows.inDoubt(next), now) : next;
    }

    private Row refused(Settlement.Refused refused, Instant now) {
        Row next = Rows.settled(row, State.REJECTED, refused.kind(), refused.reason());
        return disturbed ? Rows.due(Rows.inDoubt(next), now) : next;
    }

    /** Ends a row that has waited too long. */
    public Register expire(Duration maxAge, Instant now) {
        String reason = "not delivered within " + maxAge + (row.reason().isEmpty() ? "" : ": " + row.reason());
        Row next = Rows.doubt(Rows.settled(row, State.EXPIRED, null, reason), row.doubt());
        return new Register(next, null, null, claimedVersion, false, now);
    }

    /** Whether it has waited too long. */
    public boolean overdue(Duration maxAge, Instant now) {
        return row.state() == State.WAITING
                && !leased(now)
                && !row.acceptedAt().plus(maxAge).isAfter(now);
    }

    /** Makes a rejected or expired row wanted again. */
    public Register replay(Instant now) {
        return with(Rows.replayed(row, now));
    }

    private Register with(Row next) {
        return new Register(next, token, leaseEnd, claimedVersion, disturbed, settledAt);
    }

    private static boolean delivered(Row row) {
        return row.state() == State.DELIVERED || row.state() == State.UNCHANGED;
    }

    private static boolean older(CommitStatus status, Instant time, Row row) {
        int order = time.compareTo(row.eventTime());
        return order < 0
                || (order == 0
                        && row.status().state().isTerminal()
                        && !status.state().isTerminal());
    }

    private static Row fresh(Wanted wanted, Instant time, long version, Instant now, @Nullable Row before) {
        Row backedOff = before != null && before.state() == State.WAITING ? before : null;
        return new Row(
                wanted.key(),
                wanted.id(),
                wanted.provider(),
                wanted.status(),
                time,
                version,
                now,
                State.WAITING,
                null,
                backedOff == null ? "" : backedOff.reason(),
                backedOff == null ? 0 : backedOff.attempts(),
                before == null ? null : before.delivered(),
                before != null && before.doubt(),
                backedOff == null ? now : backedOff.due());
    }

    private static PutResult result(Kind kind, Row row, boolean clamped) {
        return new PutResult(kind, row, clamped, null);
    }

    /**
     * The outbox's time.
     *
     * @param wall as people have it, which events are stamped with
     * @param steady as durations have it
     */
    public record Times(Instant wall, Instant steady) {}
}
