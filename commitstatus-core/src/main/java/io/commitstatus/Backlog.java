package io.commitstatus;

import io.commitstatus.outbox.OutboxSize;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a router's outbox holds. Immutable; a snapshot.
 *
 * @since 0.1
 */
public final class Backlog {
    private final long waiting;
    private final @Nullable Instant oldest;
    private final long undelivered;

    private Backlog(long waiting, @Nullable Instant oldest, long undelivered) {
        this.waiting = waiting;
        this.oldest = oldest;
        this.undelivered = undelivered;
    }

    static Backlog of(OutboxSize size) {
        return new Backlog(size.waiting(), size.oldest().orElse(null), size.undelivered());
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
        return other instanceof Backlog that
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
