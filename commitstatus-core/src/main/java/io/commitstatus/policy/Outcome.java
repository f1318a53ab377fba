package io.commitstatus.policy;

import io.commitstatus.model.Rejection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an accepted status ended. Immutable.
 *
 * @since 0.1
 */
public final class Outcome {

    /** The ways to end. */
    public enum Kind {
        /** The vendor has taken it. */
        DELIVERED(true),
        /** The vendor showed just that already; nothing was sent. */
        UNCHANGED(true),
        /** A newer status of the same key took its place. */
        SUPERSEDED(true),
        /**
         * The vendor will not take it, nor does it after the minutes that {@link RetryPolicy#deniedFor} gives a 403 or 404. It is
         * listed, and can be replayed.
         */
        REJECTED(false),
        /** It could not be delivered in time. It is listed, and can be replayed. */
        EXPIRED(false),
        /** The router was closed with this waiting in an outbox in memory, or nobody saw the caller's transaction commit. */
        ABANDONED(false),
        /** The router was closed with this waiting in a durable outbox: the next router there goes on with it. */
        KEPT(false),
        /** It has not ended yet, and waits for its turn or its next attempt. Only a receipt says so, never a listener. */
        PENDING(false);

        private final boolean good;

        Kind(boolean good) {
            this.good = good;
        }

        /** {@return the lower-case word, such as {@code delivered}} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String detail;
    private final @Nullable Rejection rejection;

    private Outcome(Kind kind, String detail, @Nullable Rejection rejection) {
        this.kind = Objects.requireNonNull(kind, "kind must not be null");
        this.detail = Objects.requireNonNull(detail, "detail must not be null");
        this.rejection = rejection;
    }

    /** An outcome without a rejection; also for tests of listeners. */
    public static Outcome of(Kind kind, String detail) {
        return new Outcome(kind, detail, null);
    }

    /** A rejection. */
    public static Outcome rejected(Rejection rejection, String detail) {
        Objects.requireNonNull(rejection, "rejection must not be null");
        return new Outcome(Kind.REJECTED, detail, rejection);
    }

    /** {@return which way it ended} */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return the reason; for a pending one why it waits; for a delivered one what the Git host did not take and was left
     * out; possibly empty; never a secret}
     */
    public String detail() {
        return detail;
    }

    /** {@return why the vendor will not take it} */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** {@return whether the commit shows this status or a newer one} */
    public boolean isGood() {
        return kind.good;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outcome that
                && kind == that.kind
                && detail.equals(that.detail)
                && rejection == that.rejection;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, detail, rejection);
    }

    /** {@return such as {@code rejected: HTTP 404: Not Found}} */
    @Override
    public String toString() {
        return detail.isEmpty() ? kind.toString() : kind + ": " + detail;
    }
}
