package io.commitstatus.github;

import io.commitstatus.spi.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What GitHub says in an answer: {@code message}, and the elements of {@code errors}, which are objects or texts. */
final class ErrorMessage {
    private ErrorMessage() {}

    /** Perhaps empty: a page of HTML from something in between says nothing that helps. */
    static String of(ApiResponse answer) {
        Map<String, Object> body = answer.object();
        List<String> parts = new ArrayList<>();
        add(parts, body.get("message"));
        if (body.get("errors") instanceof List<?> errors) {
            errors.forEach(error -> add(parts, error instanceof Map<?, ?> fields ? describe(fields) : error));
        } else {
            add(parts, body.get("errors"));
        }
        return String.join("; ", parts);
    }

    private static Object describe(Map<?, ?> error) {
        if (error.get("message") instanceof String message && !message.isBlank()) {
            return message;
        }
        List<String> parts = new ArrayList<>();
        for (String name : List.of("resource", "field", "code")) {
            add(parts, error.get(name));
        }
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, @Nullable Object part) {
        if (part instanceof String text && !text.isBlank()) {
            parts.add(text.strip());
        }
    }
}
