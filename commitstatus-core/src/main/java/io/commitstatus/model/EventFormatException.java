package io.commitstatus.model;

/**
 * An event's JSON cannot be read. The message begins with the JSON path, such as {@code $.involvedObject.kind}.
 *
 * @since 0.1
 */
public final class EventFormatException extends CommitStatusException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path where in the JSON, {@code $} being the whole
     * @param message what is wrong, and what would be right
     */
    public EventFormatException(String path, String message) {
        super(CleanText.line(path + ": " + message));
        this.path = CleanText.name(path);
    }

    /** {@return where in the JSON, such as {@code $.involvedObject.kind}} */
    public String path() {
        return path;
    }
}
