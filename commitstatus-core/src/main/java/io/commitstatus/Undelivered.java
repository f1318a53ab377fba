package io.commitstatus;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.Outcome;
import java.time.Instant;

/**
 * A status that was rejected or has expired, and can be replayed. Immutable; holds no secret.
 *
 * @since 0.1
 */
public final class Undelivered {
    private final Row row;

    private Undelivered(Row row) {
        this.row = row;
    }

    static Undelivered of(Row row) {
        return new Undelivered(row);
    }

    /** {@return the acceptance's id, for {@link CommitStatusRouter#replay}} */
    public String id() {
        return row.id();
    }

    /** {@return the Provider} */
    public NamespacedName provider() {
        return row.provider();
    }

    /** {@return the register} */
    public DeliveryKey key() {
        return row.key();
    }

    /** {@return the status} */
    public CommitStatus status() {
        return row.status();
    }

    /** {@return how it ended: {@link Outcome.Kind#REJECTED} or {@link Outcome.Kind#EXPIRED}, and why} */
    public Outcome outcome() {
        return row.rejection()
                .map(it -> Outcome.rejected(it, row.reason()))
                .orElseGet(() -> Outcome.of(Outcome.Kind.EXPIRED, row.reason()));
    }

    /** {@return when the event happened} */
    public Instant eventTime() {
        return row.eventTime();
    }

    /** {@return when it was accepted} */
    public Instant acceptedAt() {
        return row.acceptedAt();
    }

    /** {@return how many attempts in a row have failed} */
    public int attempts() {
        return row.attempts();
    }

    /** {@return such as {@code github my-org/my-repo@1a2b3c4d deploy/prod success: rejected: HTTP 404}} */
    @Override
    public String toString() {
        return key() + " " + status().state() + ": " + outcome();
    }
}
