package io.commitstatus.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** JSON as the stand-ins speak it. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's value as maps, lists, strings, numbers and booleans. */
    static Object read(Path file) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The object; empty when the text is anything else. */
    static Map<String, Object> object(String text) {
        try {
            Map<String, Object> value = MAPPER.readValue(text, new TypeReference<>() {});
            return value == null ? Map.of() : value;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
