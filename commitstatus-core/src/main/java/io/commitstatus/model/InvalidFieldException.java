package io.commitstatus.model;

/**
 * One field of a Provider or its Secret is not usable. Publishers throw it from {@code destination} and {@code open};
 * the reader of the configuration adds its location.
 *
 * @since 0.1
 */
public final class InvalidFieldException extends CommitStatusException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the path of the field, such as {@code spec.address}, or the Secret's key, such as {@code token}
     * @param message what is wrong, and what would be right; never a secret; it becomes one line, since it may quote what was written
     */
    public InvalidFieldException(String field, String message) {
        super(CleanText.line(message));
        this.field = CleanText.name(field);
    }

    /** {@return the path of the field, such as {@code spec.address}, or the Secret's key, such as {@code token}} */
    public String field() {
        return field;
    }
}
