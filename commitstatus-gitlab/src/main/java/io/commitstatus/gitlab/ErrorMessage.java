package io.commitstatus.gitlab;

import io.commitstatus.spi.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab says in an answer: {@code message}, a text or texts by field; {@code error} with {@code error_description};
 * or a line of plain text, which administrators may choose for the rate limit.
 */
final class ErrorMessage {
    private ErrorMessage() {}

    /** Perhaps empty: a page of HTML from something in between says nothing that helps. */
    static String of(ApiResponse answer) {
        Map<String, Object> body = answer.object();
        List<String> parts = new ArrayList<>();
        if (body.get("message") instanceof Map<?, ?> fields) {
            fields.forEach((field, texts) -> addField(parts, field, texts));
        } else {
            add(parts, body.get("message"));
        }
        add(parts, body.get("error"));
        add(parts, body.get("error_description"));
        if (contentType(answer).contains("text/plain")
                && !answer.text().stripLeading().startsWith("<")) {
            add(parts, answer.text());
        }
        return String.join("; ", parts);
    }

    private static String contentType(ApiResponse answer) {
        return answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    private static void addField(List<String> parts, Object field, @Nullable Object texts) {
        for (Object text : texts instanceof List<?> several ? several : List.of(String.valueOf(texts))) {
            if (text instanceof String line && !line.isBlank()) {
                parts.add(field + ": " + line.strip());
            }
        }
    }

    private static void add(List<String> parts, @Nullable Object part) {
        if (part instanceof String text && !text.isBlank()) {
            parts.add(text.strip());
        }
    }
}
