package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bitbucket Cloud's answers, in its words and shapes. */
final class CloudAnswers {
    private CloudAnswers() {}

    static ForgeResponse error(int status, String message) {
        return ForgeResponse.json(status, Map.of("type", "error", "error", Map.of("message", message)));
    }

    /** A 400 about a field. */
    static ForgeResponse invalid(String field, String problem) {
        return ForgeResponse.json(
                400,
                Map.of(
                        "type",
                        "error",
                        "error",
                        Map.of("message", field + ": " + problem, "fields", Map.of(field, List.of(problem)))));
    }

    static ForgeResponse unauthorized() {
        return error(401, "Token is invalid, expired, or not supported for this endpoint.");
    }

    static ForgeResponse unknownRepository(String repository) {
        return error(404, "Repository " + repository + " not found");
    }

    static ForgeResponse unknownCommit(String sha) {
        Map<String, Object> data = Map.of("shas", List.of(sha));
        return ForgeResponse.json(
                404,
                Map.of("type", "error", "data", data, "error", Map.of("message", "Commit not found", "data", data)));
    }

    static Map<String, Object> status(Store.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "build");
        json.put("key", entry.status().key());
        json.put("state", entry.status().state());
        json.put("url", entry.status().targetUrlOrNull());
        json.put("name", entry.name());
        json.put("description", entry.status().description());
        json.put("refname", entry.refOrNull());
        return json;
    }
}
