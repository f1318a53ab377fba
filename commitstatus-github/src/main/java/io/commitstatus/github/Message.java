package io.commitstatus.github;

import io.commitstatus.spi.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What GitHub says in an answer: {@code message}, and the elements of {@code errors}, which are objects or texts. */
final class Message {
    private static final int LONGEST = 300;

    private Message() {}

    /** One line, perhaps empty: a page of HTML from something in between says nothing that helps. */
    static String of(ApiResponse answer) {
        Map<String, Object> body = answer.object();
        List<String> parts = new ArrayList<>();
        add(parts, body.get("message"));
        if (body.get("errors") instanceof List<?> errors) {
            errors.forEach(error -> add(parts, error instanceof Map<?, ?> fields ? describe(fields) : error));
        } else {
            add(parts, body.get("errors"));
        }
        String line =
                String.join("; ", parts).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
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
