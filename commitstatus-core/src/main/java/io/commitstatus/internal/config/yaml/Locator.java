package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Finds where a path such as {@code spec.eventSources[0].kind} stands; where it is missing, what is nearest above it. */
public final class Locator {
    private final SourceLocation place;
    private final @Nullable Node root;

    private Locator(SourceLocation place, @Nullable Node root) {
        this.place = place;
        this.root = root;
    }

    public static Locator in(Node root) {
        return new Locator(root.place(), root);
    }

    /** For a document that was built rather than read. */
    public static Locator built(DocumentId subject) {
        return new Locator(new SourceLocation("<builder> " + subject, 0, 0), null);
    }

    public SourceLocation at(String path) {
        return root == null ? place : at(root, path);
    }

    private static SourceLocation at(Node node, String path) {
        if (path.isEmpty()) {
            return node.place();
        }
        if (node instanceof Node.Items list && path.startsWith("[")) {
            int end = path.indexOf(']');
            int index = Integer.parseInt(path.substring(1, end));
            return index < list.items().size() ? at(list.items().get(index), rest(path, end + 1)) : node.place();
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return node.place();
        }
        Node.Field whole = mapping.fields().get(path);
        if (whole != null) {
            return whole.value().place();
        }
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Node.Field field = mapping.fields().get(path.substring(0, end));
        return field == null ? node.place() : at(field.value(), rest(path, end));
    }

    private static String rest(String path, int from) {
        return path.startsWith(".", from) ? path.substring(from + 1) : path.substring(from);
    }
}
