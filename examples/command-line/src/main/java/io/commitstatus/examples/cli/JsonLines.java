package io.commitstatus.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commitstatus.Explanation;
import io.commitstatus.ProviderAccess;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One JSON object a line. What is not known is left out. */
final class JsonLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    void explanation(int event, Explanation explanation) {
        Map<String, Object> line = event(event, explanation.alert(), explanation.provider());
        explanation.skipped().ifPresentOrElse(it -> skipped(line, it), () -> line.put("decision", "accepted"));
        explanation.status().ifPresent(it -> status(line, it, explanation.notes()));
        explanation.request().ifPresent(it -> line.put("request", request(it)));
        print(line);
    }

    void outcome(int event, Receipt.Entry entry) {
        Map<String, Object> line = event(event, entry.alert(), entry.provider());
        if (entry instanceof Receipt.Skipped skipped) {
            skipped(line, skipped);
        } else if (entry instanceof Receipt.Sent sent) {
            line.put("decision", "accepted");
            status(line, sent.status(), sent.notes());
            line.put("outcome", sent.outcome().kind().toString());
            line.put("detail", sent.outcome().detail());
        }
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

    private static Map<String, Object> event(
            int event, Optional<NamespacedName> alert, Optional<NamespacedName> provider) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        alert.ifPresent(it -> line.put("alert", it.toString()));
        provider.ifPresent(it -> line.put("provider", it.toString()));
        return line;
    }

    private static void skipped(Map<String, Object> line, Receipt.Skipped skipped) {
        line.put("decision", "skipped");
        line.put("code", skipped.code().toString());
        line.put("reason", skipped.reason());
    }

    private static void status(Map<String, Object> line, CommitStatus status, List<String> notes) {
        line.put("commit", status.commit());
        line.put("key", status.key());
        line.put("state", status.state().toString());
        line.put("description", status.description());
        status.targetUrl().ifPresent(url -> line.put("targetUrl", url.toString()));
        if (!notes.isEmpty()) {
            line.put("notes", notes);
        }
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
