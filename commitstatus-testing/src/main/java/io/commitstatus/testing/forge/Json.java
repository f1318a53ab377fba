package io.commitstatus.testing.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * JSON as the stand-ins speak it.
 *
 * @since 0.1
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the object; empty when the text is anything else} */
    public static Map<String, Object> object(String text) {
        try {
            Map<String, Object> value = MAPPER.readValue(text, new TypeReference<>() {});
            return value == null ? Map.of() : value;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
