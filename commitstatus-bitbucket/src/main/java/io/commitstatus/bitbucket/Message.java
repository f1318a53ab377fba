package io.commitstatus.bitbucket;

import io.commitstatus.spi.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Bitbucket says in an answer: Cloud in {@code error}, Data Center in the elements of {@code errors}, or in {@code
 * message} where it does not know the path.
 */
final class Message {
    private Message() {}

    /** Perhaps empty: a page of HTML from something in between says nothing that helps. */
    static String of(ApiResponse answer) {
        Map<String, Object> body = answer.object();
        List<String> parts = new ArrayList<>();
        if (body.get("error") instanceof Map<?, ?> error) {
            addError(parts, error);
        }
        if (body.get("errors") instanceof List<?> errors) {
            errors.forEach(error -> addElement(parts, error));
        }
        if (parts.isEmpty()) {
            add(parts, body.get("message"));
        }
        return String.join("; ", parts);
    }

    /** The fields only where the message does not tell of them already. */
    private static void addError(List<String> parts, Map<?, ?> error) {
        add(parts, error.get("message"));
        if (error.get("fields") instanceof Map<?, ?> fields) {
            fields.forEach((field, problems) -> {
                if (problems instanceof List<?> list && parts.stream().noneMatch(it -> it.contains(field + ":"))) {
                    list.forEach(problem -> add(parts, field + ": " + problem));
                }
            });
        }
        add(parts, error.get("detail"));
    }

    private static void addElement(List<String> parts, @Nullable Object error) {
        if (error instanceof Map<?, ?> fields && fields.get("message") instanceof String message) {
            add(parts, fields.get("context") instanceof String context ? context + ": " + message : message);
        }
    }

    private static void add(List<String> parts, @Nullable Object part) {
        if (part instanceof String text && !text.isBlank()) {
            parts.add(text.strip());
        }
    }
}
