package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What an attempt learned of the status that the Git host shows. No attempt ends without saying.
 *
 * @since 0.1
 */
public sealed interface Evidence {

    /** No byte of a post was sent, or the Git host refused it, and no question was answered. */
    record None() implements Evidence {}

    /**
     * The Git host accepted a post, or answered what it shows.
     *
     * @param status the value posted, or answered; empty when it answered that it shows none
     */
    record Seen(Optional<CommitStatus> status) implements Evidence {
        /** Rejects null. */
        public Seen {
            Objects.requireNonNull(status);
        }
    }

    /**
     * A post was sent, or may have been, and its outcome is not known.
     *
     * @param within how long the Git host may still apply it
     */
    record MayHaveArrived(Duration within) implements Evidence {
        /** Rejects null. */
        public MayHaveArrived {
            Objects.requireNonNull(within);
        }
    }

    /** {@return that nothing was learned} */
    static Evidence none() {
        return new None();
    }

    /** {@return that the Git host shows the given status} */
    static Evidence seen(CommitStatus status) {
        return new Seen(Optional.of(status));
    }

    /** {@return what the Git host answered that it shows} */
    static Evidence seen(Optional<CommitStatus> status) {
        return new Seen(status);
    }

    /** {@return that a post may take effect within the given time} */
    static Evidence mayHaveArrived(Duration within) {
        return new MayHaveArrived(within);
    }

    /** {@return what both tell together, the other being the later: a question's answer survives a post that was refused} */
    default Evidence then(Evidence later) {
        return later instanceof None ? this : later;
    }
}
