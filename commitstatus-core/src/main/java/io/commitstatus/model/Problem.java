package io.commitstatus.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong with a configuration, or doubtful in it.
 *
 * @param level whether it prevents the document's use
 * @param source the file, or its placeholder, such as {@code <string>} or {@code <objects>[3]}
 * @param line the line, from 1; 0 where there are no lines
 * @param column the column, from 1; 0 where there are no lines
 * @param path the path within the document, such as {@code spec.eventSources[0].kind}; empty for the whole document
 * @param message what is wrong, and what would be right
 * @param subject the document it is about; empty where that cannot be told, as of a file that cannot be read
 * @since 0.1
 */
public record Problem(
        Level level, String source, int line, int column, String path, String message, Optional<Subject> subject) {

    /**
     * The document that a problem is about, such as for the events of a Kubernetes operator.
     *
     * @param kind {@code Provider}, {@code Alert} or {@code Secret}
     * @param name its namespace and name
     */
    public record Subject(String kind, NamespacedName name) {
        /** Rejects null. */
        public Subject {
            Objects.requireNonNull(kind, "kind must not be null");
            Objects.requireNonNull(name, "name must not be null");
        }

        /** {@return such as {@code Provider flux-system/github}} */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** How bad it is. */
    public enum Level {
        /** The document cannot be used. */
        ERROR,
        /** The document is used, but not all of it has an effect. */
        WARNING
    }

    /** Rejects null, and puts each text on one line, without control characters. */
    public Problem {
        Objects.requireNonNull(source, "source must not be null");
        Objects.requireNonNull(path, "path must not be null");
        Objects.requireNonNull(message, "message must not be null");
        Objects.requireNonNull(level, "level must not be null");
        Objects.requireNonNull(subject, "subject must not be null");
        source = CleanText.name(source);
        path = CleanText.name(path);
        message = CleanText.line(message);
    }

    /** A problem of which nobody can tell the document. */
    public Problem(Level level, String source, int line, int column, String path, String message) {
        this(level, source, line, column, path, message, Optional.empty());
    }

    /** {@return the same problem, of this document} */
    public Problem about(Subject subject) {
        return new Problem(level, source, line, column, path, message, Optional.of(subject));
    }

    /** {@return {@code file:line:column: path: message}} */
    @Override
    public String toString() {
        return source + (line > 0 ? ":" + line + ":" + column : "") + ": " + (path.isEmpty() ? "" : path + ": ")
                + message;
    }
}
