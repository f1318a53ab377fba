package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes nodes of maps and lists, as a Kubernetes client hands them. */
public final class ObjectNodes {
    private static final int MAX_DEPTH = 100;

    private ObjectNodes() {}

    public static Node of(@Nullable Object value, SourceLocation place) {
        return node(value, place, 0);
    }

    private static Node node(@Nullable Object value, SourceLocation place, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BrokenYamlException(
                    place, "nested deeper than " + MAX_DEPTH + " levels; no Flux document is, so look for a loop");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Node.Field> fields = new LinkedHashMap<>();
            map.forEach((key, field) ->
                    fields.put(String.valueOf(key), new Node.Field(place, node(field, place, depth + 1))));
            return new Node.Mapping(place, fields, List.of());
        }
        if (value instanceof Iterable<?> iterable) {
            List<Node> items = new ArrayList<>();
            iterable.forEach(item -> items.add(node(item, place, depth + 1)));
            return new Node.Items(place, items);
        }
        if (value == null) {
            return new Node.Scalar(place, Node.Type.NULL, "");
        }
        if (value instanceof byte[] bytes) {
            // Some clients decode a Secret's data; here it is read as Kubernetes writes it.
            return new Node.Scalar(place, Node.Type.TEXT, Base64.getEncoder().encodeToString(bytes));
        }
        Node.Type type = value instanceof Boolean
                ? Node.Type.BOOLEAN
                : value instanceof Number ? Node.Type.NUMBER : Node.Type.TEXT;
        return new Node.Scalar(place, type, value.toString());
    }
}
