package io.commitstatus.outbox;

/**
 * What has become of the status that a row wants.
 *
 * @since 0.1
 */
public enum RowState {
    /** It is wanted, and not known to be delivered. */
    WAITING,
    /** It was delivered. */
    DELIVERED,
    /** The Git host showed it already. */
    UNCHANGED,
    /** The Git host will never accept it. */
    REJECTED,
    /** It could not be delivered in time. */
    EXPIRED;

    /** {@return whether the status was not delivered, and can be replayed} */
    public boolean isUndelivered() {
        return this == REJECTED || this == EXPIRED;
    }
}
