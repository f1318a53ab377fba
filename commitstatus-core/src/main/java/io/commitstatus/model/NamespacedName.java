package io.commitstatus.model;

import java.util.Objects;

/**
 * The name of a Kubernetes object within its namespace, written {@code namespace/name}.
 *
 * @param namespace the namespace
 * @param name the object's name
 * @since 0.1
 */
public record NamespacedName(String namespace, String name) implements Comparable<NamespacedName> {

    /** Rejects null and empty parts. */
    public NamespacedName {
        if (Objects.requireNonNull(namespace, "namespace must not be null").isEmpty()
                || Objects.requireNonNull(name, "name must not be null").isEmpty()) {
            throw new IllegalArgumentException("\"" + CleanText.name(namespace + "/" + name)
                    + "\" is not a name; write namespace/name, as in flux-system/github");
        }
    }

    /**
     * Parses {@code namespace/name}.
     *
     * @throws IllegalArgumentException when the text has not exactly one slash, or a part is empty
     */
    public static NamespacedName parse(String text) {
        Objects.requireNonNull(text, "text must not be null");
        int slash = text.indexOf('/');
        if (slash < 0 || slash != text.lastIndexOf('/')) {
            throw new IllegalArgumentException(
                    "\"" + CleanText.name(text) + "\" is not a name; write namespace/name, as in flux-system/github");
        }
        return new NamespacedName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(NamespacedName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
