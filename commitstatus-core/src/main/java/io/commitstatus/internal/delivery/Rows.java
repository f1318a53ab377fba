package io.commitstatus.internal.delivery;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.Outbox.Wanted;
import io.commitstatus.spi.PublishResult.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps that a row takes. Each makes a changed copy. */
final class Rows {
    private Rows() {}

    /** A row as it would stand for an acceptance that did not change it. */
    static Row as(Row row, Wanted wanted) {
        Copy copy = new Copy(row);
        copy.id = wanted.id();
        copy.provider = wanted.provider();
        copy.status = wanted.status();
        copy.eventTime = wanted.eventTime() == null ? row.eventTime() : wanted.eventTime();
        return copy.row();
    }

    static Row seenAgain(Row row, Instant eventTime, Instant acceptedAt) {
        Copy copy = new Copy(row);
        copy.eventTime = eventTime.isAfter(row.eventTime()) ? eventTime : row.eventTime();
        copy.acceptedAt = acceptedAt;
        return copy.row();
    }

    static Row inDoubt(Row row) {
        return doubt(row, true);
    }

    static Row doubt(Row row, boolean doubt) {
        Copy copy = new Copy(row);
        copy.doubt = doubt;
        return copy.row();
    }

    static Row due(Row row, @Nullable Instant due) {
        Copy copy = new Copy(row);
        copy.due = due;
        return copy.row();
    }

    static Row settled(Row row, State state, @Nullable Rejection rejection, String reason) {
        Copy copy = new Copy(row);
        copy.end(state, rejection, reason);
        return copy.row();
    }

    static Row delivered(Row row, State state, CommitStatus shown) {
        Copy copy = new Copy(row);
        copy.end(state, null, "");
        copy.delivered = shown;
        return copy.row();
    }

    /** A newer value came while this one was sent: what was sent is known, and the newer one is due at once. */
    static Row wantedAgain(Row row, @Nullable CommitStatus shown, boolean doubt, Instant now) {
        Copy copy = new Copy(row);
        copy.end(State.WAITING, null, "");
        copy.delivered = shown;
        copy.doubt = doubt;
        copy.due = now;
        return copy.row();
    }

    static Row again(Row row, Settlement.Again again, boolean disturbed, Instant now) {
        Copy copy = new Copy(row);
        copy.reason = again.reason();
        copy.attempts += again.counts() ? 1 : 0;
        copy.doubt = again.doubt() || disturbed;
        copy.due = now.plus(again.after());
        return copy.row();
    }

    static Row replayed(Row row, Instant now) {
        Copy copy = new Copy(row);
        copy.end(State.WAITING, null, "");
        copy.acceptedAt = now;
        copy.doubt = row.doubt();
        copy.due = now;
        return copy.row();
    }

    /** What may differ from the row that it was made of. */
    private static final class Copy {
        private final Row from;
        private String id;
        private NamespacedName provider;
        private CommitStatus status;
        private Instant eventTime;
        private Instant acceptedAt;
        private State state;
        private @Nullable Rejection rejection;
        private String reason;
        private int attempts;
        private @Nullable CommitStatus delivered;
        private boolean doubt;
        private @Nullable Instant due;

        Copy(Row row) {
            this.from = row;
            this.id = row.id();
            this.provider = row.provider();
            this.status = row.status();
            this.eventTime = row.eventTime();
            this.acceptedAt = row.acceptedAt();
            this.state = row.state();
            this.rejection = row.rejection();
            this.reason = row.reason();
            this.attempts = row.attempts();
            this.delivered = row.delivered();
            this.doubt = row.doubt();
            this.due = row.due();
        }

        /** Nothing is due any more, no backoff is left, and nothing is in doubt. */
        void end(State state, @Nullable Rejection rejection, String reason) {
            this.state = state;
            this.rejection = rejection;
            this.reason = reason;
            this.attempts = 0;
            this.doubt = false;
            this.due = null;
        }

        Row row() {
            return new Row(
                    from.key(),
                    id,
                    provider,
                    status,
                    eventTime,
                    from.version(),
                    acceptedAt,
                    state,
                    rejection,
                    reason,
                    attempts,
                    delivered,
                    doubt,
                    due);
        }
    }
}
