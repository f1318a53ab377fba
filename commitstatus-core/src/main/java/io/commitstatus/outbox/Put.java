package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One put: the rules of {@link Outbox#put}. */
final class Put {
    private final LeasedRow current;
    private final Row row;
    private final Wanted wanted;
    private final OutboxTime now;
    private final boolean clamped;
    private final Instant eventTime;

    private Put(LeasedRow current, Wanted wanted, boolean clamped, OutboxTime now) {
        this.current = current;
        this.row = current.row();
        this.wanted = wanted;
        this.now = now;
        this.clamped = clamped;
        boolean untimed = clamped || wanted.eventTime().isEmpty();
        Instant given = untimed ? now.wall() : wanted.eventTime().get();
        this.eventTime = untimed && isPlausible() && given.isBefore(row.eventTime()) ? row.eventTime() : given;
    }

    static Transition<PutResult> of(@Nullable LeasedRow current, Wanted wanted, OutboxTime now) {
        boolean clamped = wanted.eventTime().filter(it -> isAhead(it, now)).isPresent();
        if (current != null) {
            return new Put(current, wanted, clamped, now).transition();
        }
        Instant time = clamped ? now.wall() : wanted.eventTime().orElse(now.wall());
        LeasedRow fresh =
                LeasedRow.builder(wanted, now.steady()).eventTime(time).build();
        return new Transition<>(fresh, new PutResult(PutResult.Kind.ACCEPTED, fresh.row(), clamped, null));
    }

    private static boolean isAhead(Instant time, OutboxTime now) {
        return time.isAfter(now.wall().plus(Outbox.CLOCK_TOLERANCE));
    }

    /** Whether the stored time can be right; it cannot when the clock was wrong then and was set back since. */
    private boolean isPlausible() {
        return !isAhead(row.eventTime(), now);
    }

    private Transition<PutResult> transition() {
        boolean same = SameStatus.test(row.status(), wanted.status());
        if (same && row.state() == RowState.WAITING && row.provider().equals(wanted.provider())) {
            return seenAgain(PutResult.Kind.JOINED, now.steady());
        }
        boolean free = current.lease().isEmpty();
        boolean shown = free && row.shown().isExactly(wanted.status());
        if (same && shown && RowTransitions.isShown(row.state())) {
            return seenAgain(PutResult.Kind.UNCHANGED, row.acceptedAt());
        }
        if (isOlder()) {
            return new Transition<>(current, new PutResult(PutResult.Kind.SUPERSEDED, row, clamped, null));
        }
        return replace(shown);
    }

    private Transition<PutResult> seenAgain(PutResult.Kind kind, Instant acceptedAt) {
        boolean later = !isPlausible() || eventTime.isAfter(row.eventTime());
        LeasedRow next = current.toBuilder()
                .eventTime(later ? eventTime : row.eventTime())
                .acceptedAt(acceptedAt)
                .build();
        return new Transition<>(next, new PutResult(kind, next.row(), clamped, null));
    }

    /** A rejected status supersedes nothing: an older one may be accepted where it was not. */
    private boolean isOlder() {
        if (row.state() == RowState.REJECTED || !isPlausible()) {
            return false;
        }
        int order = eventTime.compareTo(row.eventTime());
        return order < 0 || (order == 0 && isTerminal(row.status()) && !isTerminal(wanted.status()));
    }

    private static boolean isTerminal(CommitStatus status) {
        return status.state().isTerminal();
    }

    private Transition<PutResult> replace(boolean shown) {
        boolean waited = row.state() == RowState.WAITING;
        boolean underWay = current.lease()
                .filter(it -> current.isLeased(now.steady()) && it.version() == row.version())
                .isPresent();
        boolean backsOff = waited && row.provider().equals(wanted.provider());
        LeasedRow.Builder next = current.toBuilder()
                .wanted(wanted)
                .eventTime(eventTime)
                .version(row.version() + 1)
                .acceptedAt(now.steady())
                .state(RowState.WAITING, null, backsOff ? row.reason() : "")
                .attempts(backsOff ? row.attempts() : 0)
                .due(backsOff ? row.due().orElse(now.steady()) : now.steady())
                .told(false);
        if (shown) {
            RowTransitions.end(next, now.steady()).state(RowState.UNCHANGED, null, "");
        }
        LeasedRow replaced = next.build();
        PutResult.Kind kind = shown ? PutResult.Kind.UNCHANGED : PutResult.Kind.ACCEPTED;
        return new Transition<>(
                replaced, new PutResult(kind, replaced.row(), clamped, waited && !underWay ? row : null));
    }
}
