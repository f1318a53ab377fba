package io.commitstatus.policy;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Hears what becomes of events and statuses: for metrics, logs, and records of your own. Called after the outbox has it, on a
 * worker, or on the thread that routes or submits; from several threads at once; keep it quick. What it throws is logged and
 * harms nothing, nor any other listener. After a crash it may hear a thing twice. Nothing it is given holds a secret.
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

    /** A submitted status, or an event for an Alert that matches, is not sent; or no Alert matches an event. */
    default void skipped(Skipped event) {}

    /** A status is the same as the one that waits under its key, and shares that one's end: it is not told as accepted. */
    default void joined(Joined event) {}

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
            Objects.requireNonNull(id, "id must not be null");
        }
    }

    /**
     * A status was taken.
     *
     * @param subject the status
     */
    record Accepted(Subject subject) {}

    /**
     * Nothing is sent.
     *
     * @param object the object that the event speaks of; empty for a submitted status
     * @param alert the Alert that matches; empty where none does, and for a submitted status
     * @param provider the Provider; empty where no Alert matches
     * @param code why, from a closed list
     * @param reason why, for people
     */
    record Skipped(
            Optional<ObjectReference> object,
            Optional<NamespacedName> alert,
            Optional<NamespacedName> provider,
            SkipReason code,
            String reason) {}

    /**
     * A status was the same as one that waits.
     *
     * @param subject the one that waits, with the id of its acceptance
     */
    record Joined(Subject subject) {}

    /**
     * An attempt was made.
     *
     * @param subject the status
     * @param took how long it took
     * @param result what came of it, from a closed list
     * @param detail what came of it, for people
     */
    record Attempted(Subject subject, Duration took, AttemptResult result, String detail) {}

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
