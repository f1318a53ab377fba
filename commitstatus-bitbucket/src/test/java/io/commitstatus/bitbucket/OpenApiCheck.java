package io.commitstatus.bitbucket;

import io.commitstatus.spi.ApiRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds requests against a vendor's API description: the path is described, and has the method; the body has what is
 * required, nothing that is unknown, and only values of the described type and enumeration; so do query parameters.
 */
final class OpenApiCheck {
    private final Object api;
    private final String root;

    /**
     * @param api the description, as JSON
     * @param root the API's root, which the described paths follow
     */
    OpenApiCheck(Object api, URI root) {
        this.api = api;
        this.root = root.getRawPath();
    }

    /** {@return what is wrong with a request; nothing when it is as described} */
    List<String> problems(ApiRequest request) {
        String path = request.uri().getRawPath().substring(root.length());
        List<String> problems = new ArrayList<>();
        Optional<Map.Entry<?, ?>> described = pathItem(path);
        if (described.isEmpty()) {
            return List.of("no path is like " + path);
        }
        Object item = described.get().getValue();
        Object operation =
                Shared.find(item, request.method().toLowerCase(Locale.ROOT)).orElse(null);
        if (operation == null) {
            return List.of(request.method() + " is not described for " + path);
        }
        checkQuery(request.uri(), list(operation, "parameters"), problems);
        Object schema = bodySchema(operation);
        Object body = request.json().orElse(Map.of());
        for (Object required : list(schema, "required")) {
            if (Shared.find(body, required.toString()).isEmpty()) {
                problems.add("the body lacks " + required);
            }
        }
        ((Map<?, ?>) body)
                .forEach((name, value) -> checkValue("body." + name, value, schema, name.toString(), problems));
        return problems;
    }

    /** As OpenAPI 3 has it, or Swagger 2, where it is a parameter; parts of an {@code allOf} become one. */
    private Object bodySchema(Object operation) {
        Object schema = resolve(Shared.find(operation, "requestBody", "content")
                .flatMap(content -> ((Map<?, ?>) content).values().stream().findFirst())
                .flatMap(content -> Shared.find(content, "schema"))
                .or(() -> list(operation, "parameters").stream()
                        .filter(it -> Shared.find(it, "in").equals(Optional.of("body")))
                        .findFirst()
                        .flatMap(it -> Shared.find(it, "schema")))
                .orElse(Map.of()));
        List<Object> required = new ArrayList<>(list(schema, "required"));
        Map<Object, Object> properties =
                new HashMap<>((Map<?, ?>) Shared.find(schema, "properties").orElse(Map.of()));
        for (Object part : list(schema, "allOf")) {
            required.addAll(list(resolve(part), "required"));
            properties.putAll(
                    (Map<?, ?>) Shared.find(resolve(part), "properties").orElse(Map.of()));
        }
        return Map.of("required", required, "properties", properties);
    }

    private void checkQuery(URI uri, List<?> parameters, List<String> problems) {
        if (uri.getRawQuery() == null) {
            return;
        }
        for (String pair : uri.getRawQuery().split("&", -1)) {
            String name = pair.substring(0, pair.indexOf('='));
            boolean known = parameters.stream()
                    .map(this::resolve)
                    .anyMatch(it -> Shared.find(it, "name").equals(Optional.of(name))
                            && Shared.find(it, "in").equals(Optional.of("query")));
            if (!known) {
                problems.add("the query parameter " + name + " is not described");
            }
        }
    }

    private void checkValue(String where, Object value, Object schema, String name, List<String> problems) {
        Optional<Object> property = Shared.find(schema, "properties", name).map(this::resolve);
        if (property.isEmpty()) {
            problems.add(where + " is not described");
            return;
        }
        boolean right =
                switch (Shared.find(property.get(), "type").orElse("any").toString()) {
                    case "string" -> value instanceof String;
                    case "integer" -> value instanceof Integer || value instanceof Long;
                    case "number" -> value instanceof Number;
                    case "boolean" -> value instanceof Boolean;
                    case "array" -> value instanceof List;
                    case "object" -> value instanceof Map;
                    default -> true;
                };
        if (!right) {
            problems.add(where + " has another type than is described");
        }
        List<?> allowed = list(property.get(), "enum");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            problems.add(where + " is \"" + value + "\", not one of " + allowed);
        }
    }

    private Optional<Map.Entry<?, ?>> pathItem(String path) {
        Map<?, ?> paths = (Map<?, ?>) Shared.find(api, "paths").orElseThrow();
        for (Map.Entry<?, ?> entry : paths.entrySet()) {
            String template = Pattern.quote(entry.getKey().toString()).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            if (path.matches(template)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Follows a reference within the description. */
    private Object resolve(Object node) {
        Optional<Object> reference = Shared.find(node, "$ref");
        return reference
                .map(it -> Shared.find(
                                api, it.toString().substring("#/".length()).split("/", -1))
                        .orElseThrow())
                .orElse(node);
    }

    private static List<?> list(Object node, String name) {
        return (List<?>) Shared.find(node, name).orElse(List.of());
    }
}
