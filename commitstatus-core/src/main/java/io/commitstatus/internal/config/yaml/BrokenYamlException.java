package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;

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

    public SourceLocation place() {
        return place;
    }

    public String message() {
        return message;
    }
}
