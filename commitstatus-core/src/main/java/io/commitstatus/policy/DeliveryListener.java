package io.commitstatus.policy;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Hears what becomes of statuses: for metrics, logs, and records of your own. Called on a worker after the outbox has it, from
 * several threads at once; keep it quick. What it throws is logged and harms nothing. After a crash it may hear a thing
 * twice. Nothing it is given holds a secret.
 *
 * <pre>{@code
 * DeliveryListener listener = new DeliveryListener() {
 *     public void settled(Settled event) {
 *         System.out.println(event.subject().key() + ": " + event.outcome());
 *     }
 * };
 * }</pre>
 *
 * <p>The events are made by the router; their constructors may change as they grow.
 *
 * @since 0.1
 */
public interface DeliveryListener {

    /** A status was taken into the outbox, or found to be unchanged or superseded there. */
    default void accepted(Accepted event) {}

    /** A request was made, or could not be. */
    default void attempted(Attempted event) {}

    /** An accepted status has ended. */
    default void settled(Settled event) {}

    /** A vendor asked to be left alone, or refused the credentials: nothing goes there for a while. */
    default void held(Held event) {}

    /**
     * A status, as events speak of it.
     *
     * @param id the acceptance's id, the same in receipt, listener and log
     * @param provider the Provider
     * @param key the register
     * @param status the status
     */
    record Subject(String id, NamespacedName provider, DeliveryKey key, CommitStatus status) {
        /** Rejects null. */
        public Subject {
            Objects.requireNonNull(id);
        }
    }

    /**
     * A status was taken.
     *
     * @param subject the status
     */
    record Accepted(Subject subject) {}

    /**
     * An attempt was made.
     *
     * @param subject the status
     * @param took how long it took
     * @param result what came of it, for people
     */
    record Attempted(Subject subject, Duration took, String result) {}

    /**
     * A status has ended.
     *
     * @param subject the status
     * @param outcome how
     * @param eventTime when the event happened
     * @param settledAt when the status ended, by the outbox's clock
     */
    record Settled(Subject subject, Outcome outcome, Instant eventTime, Instant settledAt) {}

    /**
     * A vendor is left alone.
     *
     * @param provider the Provider whose attempt met it
     * @param origin scheme, host and port of the API
     * @param duration for how long; for a refused password, which waits for a changed Secret, at most
     * @param reason why, for people
     */
    record Held(NamespacedName provider, String origin, Duration duration, String reason) {}
}
