package io.commitstatus.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much an outbox holds. Immutable.
 *
 * @since 0.1
 */
public final class OutboxSize {
    private final long waiting;
    private final @Nullable Instant oldest;
    private final long undelivered;

    private OutboxSize(long waiting, @Nullable Instant oldest, long undelivered) {
        this.waiting = waiting;
        this.oldest = oldest;
        this.undelivered = undelivered;
    }

    /**
     * Returns the counts.
     *
     * @param waiting how many statuses wait
     * @param oldest when the oldest of them was accepted; null when none waits
     * @param undelivered how many were rejected or have expired, and are remembered
     */
    public static OutboxSize of(long waiting, @Nullable Instant oldest, long undelivered) {
        return new OutboxSize(waiting, oldest, undelivered);
    }

    /** {@return how many statuses wait} */
    public long waiting() {
        return waiting;
    }

    /** {@return when the oldest that waits was accepted} */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    /** {@return how many were rejected or have expired, and are remembered} */
    public long undelivered() {
        return undelivered;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutboxSize that
                && waiting == that.waiting
                && Objects.equals(oldest, that.oldest)
                && undelivered == that.undelivered;
    }

    @Override
    public int hashCode() {
        return Objects.hash(waiting, oldest, undelivered);
    }

    @Override
    public String toString() {
        return waiting + " waiting" + (oldest == null ? "" : " since " + oldest) + ", " + undelivered + " undelivered";
    }
}
