package io.commitstatus.spi.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A request's body, with the bytes that are sent. */
sealed interface RequestBody {

    String contentType();

    /** Not to be changed. */
    byte[] content();

    static RequestBody json(Object value) {
        return new OfJson(value, Json.write(value));
    }

    static RequestBody form(Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(it -> ApiRequest.encode(it.getKey()) + "=" + ApiRequest.encode(it.getValue()))
                .collect(Collectors.joining("&"));
        return new OfForm(fields, text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfJson(Object value, byte[] content) implements RequestBody {
        @Override
        public String contentType() {
            return "application/json";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record OfForm(Map<String, String> fields, byte[] content) implements RequestBody {
        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record OfBytes(String contentType, byte[] content) implements RequestBody {}
}
