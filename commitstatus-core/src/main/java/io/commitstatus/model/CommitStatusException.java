package io.commitstatus.model;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose, apart from {@link IllegalArgumentException} and its like.
 *
 * @since 0.1
 */
public class CommitStatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that names the thing, the value and the remedy. */
    public CommitStatusException(String message) {
        super(message);
    }

    /** With a cause as well. */
    public CommitStatusException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
