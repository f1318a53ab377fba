package io.commitstatus.model;

import java.util.Objects;

/**
 * How grave an event is, or an alert wants its events to be. Flux's event server accepts any text here, so this is not
 * an enum: what is not {@link #INFO} or {@link #ERROR} matches no commit state and is skipped with that reason.
 *
 * @param value the word as it was sent, compared with case
 * @since 0.1
 */
public record Severity(String value) {

    /** Something went as it should; as an alert's severity, every event. */
    public static final Severity INFO = new Severity("info");

    /** Something failed. */
    public static final Severity ERROR = new Severity("error");

    /** Rejects null, and replaces characters that no word has; see {@link CleanText#name}. */
    public Severity {
        value = CleanText.name(Objects.requireNonNull(value, "value must not be null"));
    }

    @Override
    public String toString() {
        return value;
    }
}
