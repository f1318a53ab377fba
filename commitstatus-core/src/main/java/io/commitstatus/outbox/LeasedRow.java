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
 * A row as a store keeps it: with who works on it, when it ended, and whether that was told. Immutable.
 *
 * @since 0.1
 */
public final class LeasedRow {
    private final Row row;
    private final @Nullable RowLease lease;
    private final Instant settledAt;
    private final boolean told;

    private LeasedRow(Builder builder) {
        this.row = new Row(builder);
        this.lease = builder.lease;
        this.settledAt = builder.settledAt;
        this.told = builder.told;
    }

    /**
     * Returns a builder of a new row that waits, due when it is accepted; for a store that reads one back, too.
     *
     * @param wanted the status; its event time defaults to {@code acceptedAt}
     * @param acceptedAt when it is accepted
     */
    public static Builder builder(Wanted wanted, Instant acceptedAt) {
        return new Builder(wanted, acceptedAt);
    }

    /** {@return a builder that starts from this row} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** {@return the row} */
    public Row row() {
        return row;
    }

    /** {@return who works on it; a lease that has lapsed stays until the next claim} */
    public Optional<RowLease> lease() {
        return Optional.ofNullable(lease);
    }

    /** {@return when it last ended; before that, when it was made} */
    public Instant settledAt() {
        return settledAt;
    }

    /** {@return whether the outcome of its newest status was told to the listeners, as far as the store knows} */
    public boolean told() {
        return told;
    }

    /** {@return whether somebody works on it at the given time} */
    public boolean isLeased(Instant now) {
        return lease != null && now.isBefore(lease.end());
    }

    /** {@return whether a claim may take it at the given time} */
    public boolean isClaimable(Instant now) {
        Instant due = row.due().orElse(null);
        return due != null && !due.isAfter(now) && !isLeased(now);
    }

    /** {@return whether nothing is wanted and nobody works on it, so that it may be forgotten when room is needed} */
    public boolean isSettled() {
        return row.state() != RowState.WAITING && row.due().isEmpty() && lease == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LeasedRow that
                && row.equals(that.row)
                && Objects.equals(lease, that.lease)
                && settledAt.equals(that.settledAt)
                && told == that.told;
    }

    @Override
    public int hashCode() {
        return Objects.hash(row, lease);
    }

    @Override
    public String toString() {
        return lease == null ? row.toString() : row + ", leased until " + lease.end();
    }

    /** Builds a row. Not thread-safe. */
    public static final class Builder {
        final DeliveryKey key;
        String id;
        NamespacedName provider;
        CommitStatus status;
        Instant eventTime;
        long version = 1;
        Instant acceptedAt;
        RowState state = RowState.WAITING;

        @Nullable
        Rejection rejection;

        String reason = "";
        int attempts;
        Shown shown = Shown.nothing();

        @Nullable
        Instant due;

        private @Nullable RowLease lease;
        private Instant settledAt;
        private boolean told;

        private Builder(Wanted wanted, Instant acceptedAt) {
            this.key = wanted.key();
            this.id = wanted.id();
            this.provider = wanted.provider();
            this.status = wanted.status();
            this.eventTime = wanted.eventTime().orElse(acceptedAt);
            this.acceptedAt = acceptedAt;
            this.due = acceptedAt;
            this.settledAt = acceptedAt;
        }

        private Builder(LeasedRow from) {
            Row row = from.row;
            this.key = row.key();
            this.id = row.id();
            this.provider = row.provider();
            this.status = row.status();
            this.eventTime = row.eventTime();
            this.version = row.version();
            this.acceptedAt = row.acceptedAt();
            this.state = row.state();
            this.rejection = row.rejection().orElse(null);
            this.reason = row.reason();
            this.attempts = row.attempts();
            this.shown = row.shown();
            this.due = row.due().orElse(null);
            this.lease = from.lease;
            this.settledAt = from.settledAt;
            this.told = from.told;
        }

        /** Sets the wanted status, with its id and Provider; not the version. */
        Builder wanted(Wanted wanted) {
            this.id = wanted.id();
            this.provider = wanted.provider();
            this.status = wanted.status();
            return this;
        }

        /** Sets when the wanted status happened. */
        public Builder eventTime(Instant eventTime) {
            this.eventTime = Objects.requireNonNull(eventTime);
            return this;
        }

        /** Sets the version; default 1. */
        public Builder version(long version) {
            this.version = version;
            return this;
        }

        /** Sets when the wanted status was accepted. */
        public Builder acceptedAt(Instant acceptedAt) {
            this.acceptedAt = Objects.requireNonNull(acceptedAt);
            return this;
        }

        /** Sets what has become of the wanted status, and why; default: it waits, for no reason. */
        public Builder state(RowState state, @Nullable Rejection rejection, String reason) {
            this.state = Objects.requireNonNull(state);
            this.rejection = rejection;
            this.reason = Objects.requireNonNull(reason);
            return this;
        }

        /** Sets how many attempts in a row have failed; default 0. */
        public Builder attempts(int attempts) {
            this.attempts = attempts;
            return this;
        }

        /** Sets what is known of the status shown; default {@link Shown#nothing}. */
        public Builder shown(Shown shown) {
            this.shown = Objects.requireNonNull(shown);
            return this;
        }

        /** Sets when a claim may take it; null for never. */
        public Builder due(@Nullable Instant due) {
            this.due = due;
            return this;
        }

        /** Sets who works on it; default null: nobody. */
        public Builder lease(@Nullable RowLease lease) {
            this.lease = lease;
            return this;
        }

        /** Sets when it last ended. */
        public Builder settledAt(Instant settledAt) {
            this.settledAt = Objects.requireNonNull(settledAt);
            return this;
        }

        /** Sets whether the outcome of its newest status was told; default false. */
        public Builder told(boolean told) {
            this.told = told;
            return this;
        }

        /** {@return the row} */
        public LeasedRow build() {
            return new LeasedRow(this);
        }
    }
}
