package io.commitstatus.azuredevops;

import io.commitstatus.spi.ApiRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds requests against a vendor's API description, of Swagger 2: the path is described, and has the method; query and
 * body have what is required, nothing that is unknown, and only values of the described type and enumeration.
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
        Optional<Object> operation =
                item(path).flatMap(it -> Shared.find(it, request.method().toLowerCase(Locale.ROOT)));
        if (operation.isEmpty()) {
            return List.of(request.method() + " " + path + " is not described");
        }
        List<String> problems = new ArrayList<>();
        List<Object> parameters =
                list(operation.get(), "parameters").stream().map(this::resolve).toList();
        checkQuery(request.uri(), parameters, problems);
        request.json()
                .ifPresent(body -> parameters.stream()
                        .filter(it -> Shared.text(it, "in").equals("body"))
                        .map(it -> resolve(Shared.find(it, "schema").orElseThrow()))
                        .forEach(schema -> checkObject("body", (Map<?, ?>) body, schema, problems)));
        return problems;
    }

    private static void checkQuery(URI uri, List<Object> parameters, List<String> problems) {
        List<String> names = Optional.ofNullable(uri.getRawQuery()).stream()
                .flatMap(it -> Pattern.compile("&").splitAsStream(it))
                .map(it -> it.substring(0, it.indexOf('=')))
                .toList();
        List<Object> described = parameters.stream()
                .filter(it -> Shared.text(it, "in").equals("query"))
                .toList();
        for (Object parameter : described) {
            boolean required = Shared.find(parameter, "required").equals(Optional.of(true));
            if (required && !names.contains(Shared.text(parameter, "name"))) {
                problems.add("the query parameter " + Shared.text(parameter, "name") + " is missing");
            }
        }
        for (String name : names) {
            if (described.stream().noneMatch(it -> Shared.text(it, "name").equals(name))) {
                problems.add("the query parameter " + name + " is not described");
            }
        }
    }

    private void checkObject(String where, Map<?, ?> object, Object schema, List<String> problems) {
        object.forEach((name, value) -> {
            String member = where + "." + name;
            Optional<Object> property =
                    Shared.find(schema, "properties", name.toString()).map(this::resolve);
            if (property.isEmpty()) {
                problems.add(member + " is not described");
            } else if (value instanceof Map<?, ?> nested) {
                checkObject(member, nested, property.get(), problems);
            } else {
                checkValue(member, value, property.get(), problems);
            }
        });
    }

    private static void checkValue(String where, Object value, Object property, List<String> problems) {
        if (Shared.find(property, "type").equals(Optional.of("string")) && !(value instanceof String)) {
            problems.add(where + " has another type than is described");
        }
        List<?> allowed = list(property, "enum");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            problems.add(where + " is \"" + value + "\", not one of " + allowed);
        }
    }

    private Optional<Object> item(String path) {
        Map<?, ?> paths = (Map<?, ?>) Shared.find(api, "paths").orElseThrow();
        for (Map.Entry<?, ?> entry : paths.entrySet()) {
            String template = Pattern.quote(entry.getKey().toString()).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            if (path.matches(template)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** Follows a reference within the description. */
    private Object resolve(Object node) {
        return Shared.find(node, "$ref")
                .map(it -> Shared.find(
                                api, it.toString().substring("#/".length()).split("/", -1))
                        .orElseThrow())
                .orElse(node);
    }

    private static List<?> list(Object node, String name) {
        return (List<?>) Shared.find(node, name).orElse(List.of());
    }
}
