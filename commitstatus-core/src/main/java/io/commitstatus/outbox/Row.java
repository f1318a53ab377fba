package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One register: the status that is wanted there, and what is known of the one shown. Immutable; holds no secret. Made by {@link
 * RowTransitions}; a store reads one back through {@link LeasedRow#builder}.
 *
 * @since 0.1
 */
public final class Row {
    private final DeliveryKey key;
    private final String id;
    private final NamespacedName provider;
    private final CommitStatus status;
    private final Instant eventTime;
    private final long version;
    private final Instant acceptedAt;
    private final RowState state;
    private final @Nullable Rejection rejection;
    private final String reason;
    private final int attempts;
    private final Shown shown;
    private final @Nullable Instant due;

    Row(LeasedRow.Builder builder) {
        this.key = builder.key;
        this.id = builder.id;
        this.provider = builder.provider;
        this.status = builder.status;
        this.eventTime = builder.eventTime;
        this.version = builder.version;
        this.acceptedAt = builder.acceptedAt;
        this.state = builder.state;
        this.rejection = builder.rejection;
        this.reason = builder.reason;
        this.attempts = builder.attempts;
        this.shown = builder.shown;
        this.due = builder.due;
    }

    /** {@return the register} */
    public DeliveryKey key() {
        return key;
    }

    /** {@return the id of the accepted status} */
    public String id() {
        return id;
    }

    /** {@return the Provider whose credentials deliver it} */
    public NamespacedName provider() {
        return provider;
    }

    /** {@return the wanted status} */
    public CommitStatus status() {
        return status;
    }

    /** {@return when it happened} */
    public Instant eventTime() {
        return eventTime;
    }

    /** {@return a number that rises whenever another value is wanted, from 1} */
    public long version() {
        return version;
    }

    /** {@return when the status was accepted} */
    public Instant acceptedAt() {
        return acceptedAt;
    }

    /** {@return what has become of it} */
    public RowState state() {
        return state;
    }

    /** {@return the kind of rejection, of a rejected one} */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** {@return why it waits, was rejected or has expired; otherwise empty} */
    public String reason() {
        return reason;
    }

    /** {@return how many attempts in a row have failed} */
    public int attempts() {
        return attempts;
    }

    /** {@return what is known of the status that the Git host shows} */
    public Shown shown() {
        return shown;
    }

    /** {@return when a claim may take it; empty when nothing is to be done} */
    public Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that
                && key.equals(that.key)
                && id.equals(that.id)
                && provider.equals(that.provider)
                && status.equals(that.status)
                && eventTime.equals(that.eventTime)
                && version == that.version
                && acceptedAt.equals(that.acceptedAt)
                && state == that.state
                && rejection == that.rejection
                && reason.equals(that.reason)
                && attempts == that.attempts
                && shown.equals(that.shown)
                && Objects.equals(due, that.due);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, id, version, state, attempts, due);
    }

    /** {@return such as {@code github my-org/my-repo@1a2b3c4d deploy/prod v3 success: WAITING (HTTP 503)}} */
    @Override
    public String toString() {
        String why = reason.isEmpty() ? "" : " (" + reason + ")";
        return key + " v" + version + " " + status.state() + ": " + state + why;
    }
}
