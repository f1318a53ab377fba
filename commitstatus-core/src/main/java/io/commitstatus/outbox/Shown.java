package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the status that the Git host shows for a register. Only {@link #after} makes a new one, so that nothing but
 * an accepted post or an answered question can turn what is unknown into something known.
 *
 * @since 0.1
 */
public sealed interface Shown {

    /** None of ours is there: nothing was ever sent, or the Git host said that it shows nothing. */
    record Nothing() implements Shown {}

    /**
     * Just this value is there.
     *
     * @param status what a post set, or what the Git host answered
     */
    record Exactly(CommitStatus status) implements Shown {
        /** Rejects null. */
        public Exactly {
            Objects.requireNonNull(status);
        }
    }

    /**
     * A request whose outcome nobody knows may have changed it.
     *
     * @param until when the last such request can still take effect, by the outbox's clock; an observation made before then
     *     proves nothing
     */
    record Unknown(Instant until) implements Shown {
        /** Rejects null. */
        public Unknown {
            Objects.requireNonNull(until);
        }
    }

    /** {@return that none of ours is there} */
    static Shown nothing() {
        return new Nothing();
    }

    /**
     * What is known once an attempt has ended.
     *
     * @param evidence what the attempt learned
     * @param claimedAt when the attempt was claimed: whatever it saw, it saw later
     * @param now when it ended
     */
    default Shown after(Evidence evidence, Instant claimedAt, Instant now) {
        if (evidence instanceof Evidence.Seen seen) {
            boolean stillOpen =
                    this instanceof Unknown unknown && unknown.until().isAfter(claimedAt);
            return stillOpen ? this : of(seen.status());
        }
        return evidence instanceof Evidence.MayHaveArrived lost ? unknownUntil(now.plus(lost.within())) : this;
    }

    /** {@return that nobody knows, until the given time at least} */
    default Shown unknownUntil(Instant until) {
        return this instanceof Unknown before && before.until().isAfter(until) ? this : new Unknown(until);
    }

    /** {@return whether the Git host is known to show a status with the same value} */
    default boolean isExactly(CommitStatus status) {
        return this instanceof Exactly exactly && SameStatus.test(exactly.status(), status);
    }

    private static Shown of(Optional<CommitStatus> status) {
        return status.<Shown>map(Exactly::new).orElseGet(Nothing::new);
    }
}
