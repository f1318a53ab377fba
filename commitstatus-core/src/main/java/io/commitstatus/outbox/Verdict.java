package io.commitstatus.outbox;

import io.commitstatus.model.Rejection;
import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of the status that an attempt was to deliver. What the Git host shows is {@link Evidence}, apart from this.
 *
 * @since 0.1
 */
public sealed interface Verdict {

    /**
     * The Git host shows it.
     *
     * @param unchanged whether it did before anything was sent
     * @param note what was left out of it, and why; empty for a whole status
     */
    record Done(boolean unchanged, String note) implements Verdict {
        /** Rejects null. */
        public Done {
            Objects.requireNonNull(note);
        }

        /** Of a whole status. */
        public Done(boolean unchanged) {
            this(unchanged, "");
        }
    }

    /**
     * It is tried again.
     *
     * @param after when
     * @param reason why
     * @param countsAsAttempt whether it failed, and the backoff grows
     */
    record Retry(Duration after, String reason, boolean countsAsAttempt) implements Verdict {
        /** Rejects null. */
        public Retry {
            Objects.requireNonNull(after);
            Objects.requireNonNull(reason);
        }
    }

    /**
     * The Git host will never accept it.
     *
     * @param rejection the kind
     * @param reason why
     */
    record Rejected(Rejection rejection, String reason) implements Verdict {
        /** Rejects null. */
        public Rejected {
            Objects.requireNonNull(rejection);
            Objects.requireNonNull(reason);
        }
    }

    /**
     * There is no time left for it.
     *
     * @param reason what kept it from being delivered
     */
    record Expired(String reason) implements Verdict {
        /** Rejects null. */
        public Expired {
            Objects.requireNonNull(reason);
        }
    }
}
