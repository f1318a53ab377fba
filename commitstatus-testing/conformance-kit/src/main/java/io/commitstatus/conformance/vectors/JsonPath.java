package io.commitstatus.conformance.vectors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds its way through JSON as maps and lists. */
final class JsonPath {
    private JsonPath() {}

    /** What stands at a path of member names; a list's elements go by their index, the last one by {@code last}. */
    static Optional<Object> find(@Nullable Object json, String... path) {
        Object at = json;
        for (String name : path) {
            at = at instanceof List<?> list ? element(list, name) : at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(at);
    }

    /** The list of that name; empty where there is none. */
    static List<?> list(Object json, String name) {
        return find(json, name).orElse(List.of()) instanceof List<?> list ? list : List.of();
    }

    /** The members of an object; empty where it is none. */
    static Map<String, Object> object(@Nullable Object json) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }

    private static @Nullable Object element(List<?> list, String name) {
        int index = name.equals("last") ? list.size() - 1 : name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    /** A file's value as maps, lists, strings, numbers and booleans. */
    static Object read(Path file) {
        try {
            return JsonMapper.builder().build().readValue(Files.readAllBytes(file), Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
