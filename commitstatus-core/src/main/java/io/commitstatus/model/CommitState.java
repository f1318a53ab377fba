package io.commitstatus.model;

import java.util.Locale;

/**
 * What happened to a commit. Each vendor's module maps these to the vendor's own words.
 *
 * @since 0.1
 */
public enum CommitState {
    /** Not begun, or not there yet. */
    PENDING,
    /** Under way. Vendors without such a state show {@link #PENDING}. */
    RUNNING,
    /** It worked. */
    SUCCESS,
    /** It did not work. */
    FAILURE,
    /** It could not be tried. Vendors without such a state show {@link #FAILURE}. */
    ERROR,
    /** It was stopped. Vendors without such a state show {@link #ERROR}. */
    CANCELED;

    /** Whether nothing is expected to follow. On equal event times a terminal state wins over one that is not. */
    public boolean isTerminal() {
        return this != PENDING && this != RUNNING;
    }

    /** {@return the lower-case word, such as {@code success}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
