package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.foreign.ForeignCodeException;

/** A document that cannot be read to its end. */
public final class BrokenYamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceLocation place;
    private final String message;

    BrokenYamlException(SourceLocation place, String message) {
        super(message);
        this.place = place;
        this.message = message;
    }

    /** For what should not have been thrown; without its message, which may quote the document. */
    public static BrokenYamlException of(SourceLocation place, Throwable thrown) {
        return new BrokenYamlException(
                place, "this document cannot be read: " + ForeignCodeException.describe(thrown) + "; please report it");
    }

    public SourceLocation place() {
        return place;
    }

    public String message() {
        return message;
    }
}
