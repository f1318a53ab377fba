package io.commitstatus.internal.delivery;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.Outbox.Wanted;
import io.commitstatus.spi.PublishResult.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps that a row takes, one copy each. */
final class Rows {
    private Rows() {}

    /** A row as it would stand for an acceptance that did not change it. */
    static Row as(Row r, Wanted wanted) {
        return new Row(
                r.key(),
                wanted.id(),
                wanted.provider(),
                wanted.status(),
                wanted.eventTime() == null ? r.eventTime() : wanted.eventTime(),
                r.version(),
                r.acceptedAt(),
                r.state(),
                r.rejection(),
                r.reason(),
                r.attempts(),
                r.delivered(),
                r.doubt(),
                r.due());
    }

    static Row seenAgain(Row r, Instant eventTime, Instant acceptedAt) {
        Instant later = eventTime.isAfter(r.eventTime()) ? eventTime : r.eventTime();
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                later,
                r.version(),
                acceptedAt,
                r.state(),
                r.rejection(),
                r.reason(),
                r.attempts(),
                r.delivered(),
                r.doubt(),
                r.due());
    }

    static Row inDoubt(Row r) {
        return doubt(r, true);
    }

    static Row doubt(Row r, boolean doubt) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                r.state(),
                r.rejection(),
                r.reason(),
                r.attempts(),
                r.delivered(),
                doubt,
                r.due());
    }

    static Row due(Row r, @Nullable Instant due) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                r.state(),
                r.rejection(),
                r.reason(),
                r.attempts(),
                r.delivered(),
                r.doubt(),
                due);
    }

    static Row settled(Row r, State state, @Nullable Rejection rejection, String reason) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                state,
                rejection,
                reason,
                0,
                r.delivered(),
                false,
                null);
    }

    static Row delivered(Row r, State state, CommitStatus shown) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                state,
                null,
                "",
                0,
                shown,
                false,
                null);
    }

    /** A newer value came while this one was sent: what was sent is known, and the newer one is due at once. */
    static Row wantedAgain(Row r, @Nullable CommitStatus shown, boolean doubt, Instant now) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                State.WAITING,
                null,
                "",
                0,
                shown,
                doubt,
                now);
    }

    static Row again(Row r, Settlement.Again again, boolean disturbed, Instant now) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                r.acceptedAt(),
                r.state(),
                r.rejection(),
                again.reason(),
                r.attempts() + (again.counts() ? 1 : 0),
                r.delivered(),
                again.doubt() || disturbed,
                now.plus(again.after()));
    }

    static Row replayed(Row r, Instant now) {
        return new Row(
                r.key(),
                r.id(),
                r.provider(),
                r.status(),
                r.eventTime(),
                r.version(),
                now,
                State.WAITING,
                null,
                "",
                0,
                r.delivered(),
                r.doubt(),
                now);
    }
}
