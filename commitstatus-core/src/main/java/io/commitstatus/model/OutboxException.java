package io.commitstatus.model;

import org.jspecify.annotations.Nullable;

/**
 * The outbox cannot take a status now, and has taken none. The caller may try again later.
 *
 * @since 0.1
 */
public class OutboxException extends CommitStatusException {
    private static final long serialVersionUID = 1L;

    /** With the reason, and what would help. */
    public OutboxException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
