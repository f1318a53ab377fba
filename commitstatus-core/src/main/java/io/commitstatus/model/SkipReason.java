package io.commitstatus.model;

import java.util.Locale;

/**
 * Why an event made no status for an Alert: the kind, for programs. The receipt's entry has the words.
 *
 * @since 0.1
 */
public enum SkipReason {
    /** No Alert's sources match the object. */
    NO_ALERT,
    /** The Alert is suspended, or its severity, lists or namespaces leave the event out. */
    FILTERED,
    /** Whether the Alert matches cannot be told: nobody knows the object's labels now. */
    LABELS_UNKNOWN,
    /** The Provider is suspended. */
    SUSPENDED,
    /** The Provider is missing, or cannot be used. */
    PROVIDER_UNUSABLE,
    /** The {@code EventGate} lets it not pass. */
    GATE,
    /** It names no commit. */
    NO_COMMIT,
    /** It is no news for a commit, such as that something has begun. */
    NO_STATE,
    /** What a strategy, an expression or a publisher made of it is no status that could be sent. */
    INVALID;

    /** {@return the lower-case word, such as {@code no_alert}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether the same event may lead to a status later, once the configuration or the cluster is put right} */
    public boolean mayPass() {
        return this == LABELS_UNKNOWN || this == PROVIDER_UNUSABLE;
    }
}
