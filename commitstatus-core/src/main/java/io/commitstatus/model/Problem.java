package io.commitstatus.model;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration, or doubtful in it.
 *
 * @param level whether it prevents the document's use
 * @param source the file, or its placeholder, such as {@code <string>} or {@code <objects>[3]}
 * @param line the line, from 1; 0 where there are no lines
 * @param column the column, from 1; 0 where there are no lines
 * @param path the path within the document, such as {@code spec.eventSources[0].kind}; empty for the whole document
 * @param message what is wrong, and what would be right
 * @since 0.1
 */
public record Problem(Level level, String source, int line, int column, String path, String message) {

    /** How bad it is. */
    public enum Level {
        /** The document cannot be used. */
        ERROR,
        /** The document is used, but not all of it has an effect. */
        WARNING
    }

    /** Rejects null, and puts each text on one line, without control characters. */
    public Problem {
        Objects.requireNonNull(level);
        source = CleanText.name(source);
        path = CleanText.name(path);
        message = CleanText.line(message);
    }

    /** {@return {@code file:line:column: path: message}} */
    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line + ":" + column : "") + ": " + (path.isEmpty() ? "" : path + ": ")
                + message;
    }
}
