package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GitHub's answers, in its words and shapes. */
final class Answers {
    private static final String DOCUMENTATION = "https://docs.github.com/rest/commits/statuses";

    private Answers() {}

    static ForgeResponse message(int status, String message) {
        return ForgeResponse.json(
                status,
                Map.of("message", message, "documentation_url", DOCUMENTATION, "status", Integer.toString(status)));
    }

    /** A 422 about a field, or about the whole where there is none. */
    static ForgeResponse invalid(@Nullable String field, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("resource", "Status");
        error.put("code", "custom");
        if (field != null) {
            error.put("field", field);
        }
        error.put("message", message);
        return ForgeResponse.json(
                422,
                Map.of("message", "Validation Failed", "errors", List.of(error), "documentation_url", DOCUMENTATION));
    }

    static ForgeResponse notFound() {
        return message(404, "Not Found");
    }

    /** An organization enforces SAML, and the token is not allowed for that. */
    static ForgeResponse singleSignOn(String owner) {
        return message(
                        403,
                        "Resource protected by organization SAML enforcement. You must grant your Personal Access token"
                                + " access to this organization.")
                .header(
                        "X-GitHub-SSO",
                        "required; url=https://github.com/orgs/" + owner + "/sso?authorization_request=A1");
    }

    /** What is not the API's is for people, who have to sign in first. */
    static ForgeResponse signIn(ForgeRequest request) {
        return request.path().equals("/login")
                ? ForgeResponse.page(200, "Sign in to GitHub")
                : ForgeResponse.empty(302).header("Location", "/login");
    }

    static ForgeResponse badCredentials() {
        return message(401, "Bad credentials");
    }

    static ForgeResponse unknownCommit(String sha) {
        return message(422, "No commit found for SHA: " + sha);
    }

    static Map<String, Object> status(Store.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.put("state", entry.status().state());
        json.put("description", entry.status().description());
        json.put("target_url", entry.status().targetUrlOrNull());
        json.put("context", entry.status().key());
        json.put("created_at", entry.createdAt());
        json.put("updated_at", entry.createdAt());
        return json;
    }
}
