package io.commitstatus.conformance.vectors;

import static io.commitstatus.conformance.vectors.JsonPath.find;
import static io.commitstatus.conformance.vectors.JsonPath.list;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Holds requests against a vendor's own description of its API, of OpenAPI 3 or Swagger 2: the path is described, and has the
 * method; query and body have what is required, nothing that is unknown, and only values of the described types and
 * enumerations. Immutable.
 */
public final class OpenApiCheck {
    private final Object api;
    private final String root;

    /**
     * Takes a description.
     *
     * @param api the description as maps, lists and strings
     * @param root the API's root, which the described paths follow
     */
    public OpenApiCheck(Map<String, Object> api, URI root) {
        this.api = api;
        this.root = root.getRawPath();
    }

    /** Reads a description of this build, by the name of its file; without the file the test is skipped. */
    public static OpenApiCheck of(String file, URI root) {
        return read(Path.of("..", "..", "shared", "openapi", file), root);
    }

    /** Reads a description from a file of JSON; without the file the test is skipped. */
    public static OpenApiCheck read(Path file, URI root) {
        Assumptions.assumeTrue(Files.exists(file), "there is no API description at " + file);
        return new OpenApiCheck(JsonPath.object(JsonPath.read(file)), root);
    }

    /** {@return what is wrong with a request; nothing when it is as described} */
    public List<String> problems(ApiRequest request) {
        String path = request.uri().getRawPath().substring(root.length());
        Optional<Object> item = item(path);
        Optional<Object> operation =
                item.flatMap(it -> find(it, request.method().toLowerCase(Locale.ROOT)));
        if (operation.isEmpty()) {
            return List.of(request.method() + " " + path + " is not described");
        }
        List<Object> parameters = new ArrayList<>();
        list(item.get(), "parameters").forEach(it -> parameters.add(resolve(it)));
        list(operation.get(), "parameters").forEach(it -> parameters.add(resolve(it)));
        List<String> problems = new ArrayList<>();
        checkQuery(request.uri(), parameters, problems);
        checkObject("body", request.json().orElse(Map.of()), bodySchema(operation.get(), parameters), problems);
        return problems;
    }

    /**
     * {@return what is wrong with the requests of a session that posts each state and asks for it; each thing once}
     *
     * @param api the session's
     * @param answers to both requests, and to those between them, as {@link Answers#add} takes them
     */
    public List<String> problems(PublisherSession session, ScriptedApi api, String answers)
            throws IOException, InterruptedException {
        int before = api.requests().size();
        for (CommitState state : CommitState.values()) {
            CommitStatus posted = Samples.status(state).toBuilder()
                    .ref("main")
                    .targetUrl(URI.create("https://ci.example.com/1"))
                    .build();
            Answers.add(api, answers);
            session.publish(posted);
            session.latest(posted);
        }
        List<ApiRequest> requests = api.requests();
        Assertions.assertTrue(requests.size() >= before + 2 * CommitState.values().length, "some have sent nothing");
        return requests.stream().flatMap(it -> problems(it).stream()).distinct().toList();
    }

    private static void checkQuery(URI uri, List<Object> parameters, List<String> problems) {
        List<String> names = Optional.ofNullable(uri.getRawQuery()).stream()
                .flatMap(Pattern.compile("&")::splitAsStream)
                .map(it -> it.substring(0, it.indexOf('=')))
                .toList();
        List<String> described = new ArrayList<>();
        for (Object parameter : parameters) {
            if (find(parameter, "in").equals(Optional.of("query"))) {
                String name = find(parameter, "name").orElseThrow().toString();
                described.add(name);
                if (find(parameter, "required").equals(Optional.of(true)) && !names.contains(name)) {
                    problems.add("the query parameter " + name + " is missing");
                }
            }
        }
        names.stream()
                .filter(it -> !described.contains(it))
                .forEach(it -> problems.add("the query parameter " + it + " is not described"));
    }

    /** As OpenAPI 3 has it, else Swagger 2, where the body is a parameter. */
    private Object bodySchema(Object operation, List<Object> parameters) {
        Optional<Object> body = find(operation, "requestBody").map(this::resolve);
        return body.flatMap(it -> JsonPath.object(find(it, "content").orElse(null)).values().stream()
                        .findFirst())
                .or(() -> parameters.stream()
                        .filter(it -> find(it, "in").equals(Optional.of("body")))
                        .findFirst())
                .flatMap(it -> find(it, "schema"))
                .orElse(Map.of());
    }

    private void checkObject(String where, Object value, Object schema, List<String> problems) {
        Map<String, Object> members = JsonPath.object(value);
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        collect(schema, properties, required);
        for (Object name : required) {
            if (!members.containsKey(name.toString())) {
                problems.add("the " + where + " lacks " + name);
            }
        }
        members.forEach((name, member) -> {
            if (properties.containsKey(name)) {
                checkValue(where + "." + name, member, resolve(properties.get(name)), problems);
            } else {
                problems.add(where + "." + name + " is not described");
            }
        });
    }

    /** The parts of an {@code allOf} are one. */
    private void collect(Object schema, Map<String, Object> properties, List<Object> required) {
        Object resolved = resolve(schema);
        properties.putAll(JsonPath.object(find(resolved, "properties").orElse(null)));
        required.addAll(list(resolved, "required"));
        list(resolved, "allOf").forEach(part -> collect(part, properties, required));
    }

    private void checkValue(String where, Object value, Object property, List<String> problems) {
        Object type = find(property, "type").orElse("any");
        if ((type instanceof List<?> types ? types : List.of(type)).stream().noneMatch(it -> isOf(it, value))) {
            problems.add(where + " has another type than is described");
        }
        List<?> allowed = list(property, "enum");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            problems.add(where + " is \"" + value + "\", not one of " + allowed);
        }
        if (value instanceof Map && find(property, "properties").isPresent()) {
            checkObject(where, value, property, problems);
        }
    }

    private static boolean isOf(Object type, Object value) {
        return switch (type.toString()) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            case "null" -> false;
            default -> true;
        };
    }

    private Optional<Object> item(String path) {
        return JsonPath.object(find(api, "paths").orElseThrow()).entrySet().stream()
                .filter(it -> path.matches(Pattern.quote(it.getKey()).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Follows a reference within the description. */
    private Object resolve(Object node) {
        return find(node, "$ref")
                .map(it -> find(api, it.toString().substring("#/".length()).split("/", -1))
                        .orElseThrow())
                .orElse(node);
    }
}
