package io.commitstatus.internal.config;

/** A document that cannot be read to its end. */
final class BrokenYamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String message;

    BrokenYamlException(Place place, String message) {
        super(message);
        this.place = place;
        this.message = message;
    }

    Place place() {
        return place;
    }

    String message() {
        return message;
    }
}
