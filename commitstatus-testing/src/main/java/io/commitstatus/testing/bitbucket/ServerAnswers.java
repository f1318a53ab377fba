package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data Center's answers, in its words and shapes. */
final class ServerAnswers {
    private ServerAnswers() {}

    static ForgeResponse error(int status, @Nullable String context, String message, @Nullable String exception) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("context", context);
        error.put("message", message);
        error.put("exceptionName", exception == null ? null : "com.atlassian.bitbucket." + exception);
        return ForgeResponse.json(status, Map.of("errors", List.of(error)));
    }

    static ForgeResponse invalid(String field, String message) {
        return error(400, field, message, null);
    }

    /** The framework's answer, not the application's: the path leads nowhere in this version. */
    static ForgeResponse noEndpoint(ForgeRequest request) {
        return ForgeResponse.json(404, Map.of("message", "null for uri: " + request.path(), "status-code", 404));
    }

    static ForgeResponse wrongMethod() {
        return ForgeResponse.json(405, Map.of("message", "Method Not Allowed", "status-code", 405));
    }

    static ForgeResponse badCredentials() {
        return error(
                401,
                null,
                "Authentication failed. Please check your credentials and try again.",
                "auth.IncorrectPasswordAuthenticationException");
    }

    static ForgeResponse captcha() {
        return error(
                        401,
                        null,
                        "CAPTCHA required. Your Bitbucket account has been marked as requiring a CAPTCHA.",
                        "auth.CaptchaRequiredAuthenticationException")
                .header("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=/login");
    }

    static ForgeResponse notPermitted() {
        return error(401, null, "You are not permitted to access this resource", "AuthorisationException");
    }

    static ForgeResponse unknownRepository(String repository) {
        return error(
                404, null, "Repository " + repository + " does not exist.", "repository.NoSuchRepositoryException");
    }

    static ForgeResponse unknownCommit(String sha, String repository) {
        return error(
                404,
                null,
                "Commit '" + sha + "' does not exist in repository '" + repository + "'.",
                "commit.NoSuchCommitException");
    }

    static Map<String, Object> status(Store.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", entry.status().key());
        json.put("state", entry.status().state());
        json.put("url", entry.status().targetUrlOrNull());
        json.put("name", entry.name());
        json.put("description", entry.status().description());
        entry.ref().ifPresent(ref -> json.put("ref", ref));
        if (entry.parentOrNull() != null) {
            json.put("parent", entry.parentOrNull());
        }
        return json;
    }
}
