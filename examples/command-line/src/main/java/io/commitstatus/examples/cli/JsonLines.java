package io.commitstatus.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commitstatus.Explanation;
import io.commitstatus.ProviderAccess;
import io.commitstatus.Receipt;
import io.commitstatus.model.Problem;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One JSON object a line. What is not known is left out. */
final class JsonLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    void explanation(int event, Explanation explanation) {
        Map<String, Object> line = entry(event, explanation.entry());
        explanation.request().ifPresent(it -> line.put("request", request(it)));
        print(line);
    }

    void outcome(int event, Receipt.Entry entry) {
        Map<String, Object> line = entry(event, entry);
        entry.outcome().ifPresent(it -> {
            line.put("outcome", it.kind().toString());
            line.put("detail", it.detail());
        });
        print(line);
    }

    void access(ProviderAccess access) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("provider", access.provider().toString());
        line.put("type", access.type());
        access.api().ifPresent(it -> line.put("api", it.toString()));
        access.repository().ifPresent(it -> line.put("repository", it));
        line.put("suspended", access.suspended());
        line.put("verdict", access.verdict().name().toLowerCase(Locale.ROOT));
        access.rejection().ifPresent(it -> line.put("rejection", it.name().toLowerCase(Locale.ROOT)));
        line.put("reason", access.reason());
        access.expires().ifPresent(it -> line.put("expires", it.toString()));
        access.quota().ifPresent(it -> {
            line.put("limit", it.limit());
            line.put("remaining", it.remaining());
            it.resets().ifPresent(when -> line.put("resets", when.toString()));
        });
        print(line);
    }

    void problem(Problem problem) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", problem.level().name().toLowerCase(Locale.ROOT));
        line.put("source", problem.source());
        if (problem.line() > 0) {
            line.put("line", problem.line());
            line.put("column", problem.column());
        }
        if (!problem.path().isEmpty()) {
            line.put("path", problem.path());
        }
        line.put("message", problem.message());
        print(line);
    }

    private static Map<String, Object> entry(int event, Receipt.Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        entry.alert().ifPresent(it -> line.put("alert", it.toString()));
        entry.provider().ifPresent(it -> line.put("provider", it.toString()));
        line.put("decision", entry.accepted() ? "accepted" : "skipped");
        if (!entry.accepted()) {
            line.put("reason", entry.reason());
        }
        entry.status().ifPresent(it -> {
            line.put("commit", it.commit());
            line.put("key", it.key());
            line.put("state", it.state().toString());
            line.put("description", it.description());
            it.targetUrl().ifPresent(url -> line.put("targetUrl", url.toString()));
        });
        if (!entry.notes().isEmpty()) {
            line.put("notes", entry.notes());
        }
        return line;
    }

    private static Map<String, Object> request(Explanation.Request request) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("method", request.method());
        shown.put("url", request.uri().toString());
        shown.put("headers", request.headers());
        shown.put("body", request.body());
        return shown;
    }

    private void print(Map<String, Object> line) {
        out.print(json(line));
        out.print('\n');
    }

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
