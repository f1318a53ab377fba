package io.commitstatus.spi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON as plain maps, lists, strings, numbers and booleans, bounded in depth. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The value; empty when the bytes are not exactly one JSON value, or it is null. */
    static Optional<Object> read(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, Object.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the body cannot be written as JSON; use maps, lists, strings, numbers and booleans", e);
        }
    }
}
