package io.commitstatus.model;

/**
 * The outbox holds as many waiting statuses as it may, and has taken none of the new ones.
 *
 * @since 0.1
 */
public final class OutboxFullException extends OutboxException {
    private static final long serialVersionUID = 1L;

    /** With the limit, and what would help. */
    public OutboxFullException(String message) {
        super(message, null);
    }
}
