package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ForgeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitLab's answers, in its words and shapes. */
final class Answers {
    private Answers() {}

    static ForgeResponse message(int status, String message) {
        return ForgeResponse.json(status, Map.of("message", message));
    }

    static ForgeResponse notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }

    /** A refusal by the model, in texts by field. */
    static ForgeResponse invalid(String field, String text) {
        return ForgeResponse.json(400, Map.of("message", Map.of(field, List.of(text))));
    }

    /** A refusal by the parameters' declaration. */
    static ForgeResponse parameter(String text) {
        return ForgeResponse.json(400, Map.of("error", text));
    }

    static ForgeResponse insufficientScope() {
        return ForgeResponse.json(
                403,
                Map.of(
                        "error",
                        "insufficient_scope",
                        "error_description",
                        "The request requires higher privileges than provided by the access token.",
                        "scope",
                        "api"));
    }

    /** What a web server says that has no such page: for GitLab, one that decoded the path. */
    static ForgeResponse page(int status) {
        return new ForgeResponse(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head><body></body></html>");
    }

    static Map<String, Object> status(Store.Row row, String sha) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", row.id);
        json.put("sha", sha);
        json.put("ref", row.ref);
        json.put("status", row.shown.state());
        json.put("name", row.name);
        json.put("target_url", row.shown.targetUrlOrNull());
        json.put("description", row.shown.description());
        json.put("pipeline_id", row.pipeline.id());
        json.put("allow_failure", false);
        json.put("author", Map.of("username", row.user));
        return json;
    }
}
