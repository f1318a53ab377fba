package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;
import java.util.List;
import java.util.Map;

/** A value as it was read, with its place. Never printed: it may be part of a Secret. */
public sealed interface Node {

    SourceLocation place();

    /** {@return what it is, for a message} */
    String noun();

    /** A text, a number and so on, as it was written. */
    record Scalar(SourceLocation place, Type type, String text) implements Node {
        @Override
        public String noun() {
            return type.noun;
        }

        @Override
        public String toString() {
            return noun();
        }
    }

    /** A list. */
    record Items(SourceLocation place, List<Node> items) implements Node {
        @Override
        public String noun() {
            return "a list";
        }
    }

    /** Fields by name, in order, and those that stood there once more. */
    record Mapping(SourceLocation place, Map<String, Field> fields, List<Duplicate> duplicates) implements Node {
        @Override
        public String noun() {
            return "a mapping";
        }
    }

    /** A value and where its key stands. */
    record Field(SourceLocation key, Node value) {}

    /** A key that stood there before. */
    record Duplicate(SourceLocation key, String name) {}

    /** The types of YAML 1.2's core schema. */
    enum Type {
        TEXT("a string"),
        NUMBER("a number"),
        BOOLEAN("a boolean"),
        NULL("null"),
        TAGGED("a value with a tag of its own");

        private final String noun;

        Type(String noun) {
            this.noun = noun;
        }
    }
}
