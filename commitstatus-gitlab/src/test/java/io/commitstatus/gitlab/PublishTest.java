package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    private final PublisherSession session = GitLab.session(api, GitLab.clock());

    @Test
    void aStatusIsPostedAsGitLabWantsIt() throws Exception {
        CommitStatus status = GitLab.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .ref("main")
                .build();
        api.then(201, "");

        assertThat(session.publish(status)).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request)
                .as("the project is one segment, encoded once")
                .hasToString(
                        "POST https://gitlab.com/api/v4/projects/My-Group%2FSub%2FMy.Project/statuses/" + GitLab.SHA);
        assertThat(request.headers()).isEqualTo(Map.of("PRIVATE-TOKEN", GitLab.TOKEN));
        assertThat(request.json())
                .contains(Map.of(
                        "state", "success",
                        "name", GitLab.KEY,
                        "description", "apply succeeded",
                        "target_url", "https://ci.example.com/1",
                        "ref", "main"));
    }

    @Test
    void anOAuthTokenIsSentAsBearerAlone() throws Exception {
        String oauth = "a1".repeat(32);
        GitLab.open("https://gitlab.com/g/p", Map.of("token", oauth), api.then(201, ""), GitLab.clock())
                .publish(GitLab.status());

        assertThat(api.requests().get(0).headers()).isEqualTo(Map.of("Authorization", "Bearer " + oauth));
    }

    @Test
    void aCommitOfASha256RepositoryIsPosted() throws Exception {
        String sha = "ab".repeat(32);
        api.then(201, "");
        session.publish(CommitStatus.success(sha, GitLab.KEY, ""));

        assertThat(api.requests().get(0).uri().getPath()).endsWith("/statuses/" + sha);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            PENDING,  pending
            RUNNING,  running
            SUCCESS,  success
            FAILURE,  failed
            ERROR,    failed
            CANCELED, canceled
            """)
    void eachStateHasItsWord(CommitState state, String word) throws Exception {
        api.then(201, "{}");
        session.publish(GitLab.status(state));

        assertThat(api.lastBody()).containsEntry("state", word);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v1.0", "refs/tags/v1.0", "refs/heads/v1.0"})
    void aBranchOrTagIsNamedWithoutItsPrefix(String ref) throws Exception {
        api.then(201, "{}");
        session.publish(GitLab.status().toBuilder().ref(ref).build());

        assertThat(api.lastBody()).containsEntry("ref", "v1.0");
    }

    @Test
    void aRefThatIsTooLongForGitLabIsLeftOut() throws Exception {
        api.then(201, "").then(201, "");
        session.publish(GitLab.status().toBuilder().ref("r".repeat(255)).build());
        session.publish(GitLab.status().toBuilder().ref("r".repeat(256)).build());

        assertThat(api.body(0)).containsEntry("ref", "r".repeat(255));
        assertThat(api.body(1)).doesNotContainKey("ref");
    }

    /** It is noon of 2026-01-31, the second 1769860800. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            200 [Content-Type: text/html] <html>Sign in</html> | retry: …
            301 [Location: https://elsewhere.example.com/secret] | rejected INVALID: …redirected to https://elsewhere.example.com;…
            400 {"message":{"ref":["is too\\nlong",7,"is bad"],"target_url":["x"]}} | rejected INVALID: HTTP 400: ref: is too long; ref: is bad; target_url: x
            400 {"error":"state does not have a valid value"} | rejected INVALID: HTTP 400: state does not have a valid value
            400 {"message":{"name":["has already been taken"]}} | rejected INVALID: HTTP 400: name: has already been taken…another key…
            401 {"message":"401 Unauthorized"} | rejected CREDENTIALS: HTTP 401: 401 Unauthorized…put a new one…
            403 {"message":"403 Forbidden"} | rejected FORBIDDEN: HTTP 403: 403 Forbidden…role Developer…
            403 {"message":"You must accept the Terms of Service"} | rejected FORBIDDEN: HTTP 403: You must accept the Terms of Service
            403 {"error":"insufficient_scope","error_description":"needs more"} | rejected FORBIDDEN: HTTP 403: insufficient_scope; needs more…
            403 [Content-Type: text/plain] Forbidden | rejected FORBIDDEN: HTTP 403: Forbidden…
            404 {"message":"404 Commit Not Found"} | not visible: HTTP 404: 404 Commit Not Found…from a fork…
            404 {"message":"404 References for commit Not Found"} | not visible: …needs that ref…
            404 {"message":"404 Project Not Found"} | rejected NOT_FOUND: HTTP 404: 404 Project Not Found…may not see it…commitstatus.io/api-url…numeric id)
            404 [Content-Type: text/html; charset=utf-8] <!DOCTYPE html><html><body>Not found</body></html> \
                | retry: …%2F…AllowEncodedSlashes NoDecode…commitstatus.io/project to the project's numeric id…commitstatus.io/api-url…
            404 [Content-Type: text/plain] <!DOCTYPE html><html><body>Not found</body></html> \
                | retry: …%2F…AllowEncodedSlashes NoDecode…commitstatus.io/project to the project's numeric id…commitstatus.io/api-url…
            405 {"message":"Non GET methods are not allowed for moved projects"} | rejected NOT_FOUND: …former path…
            409 {"message":"Another update to this commit status is in progress"} | retry: HTTP 409: Another update to this commit status is in progress
            422 {"message":"The number of jobs has exceeded the limit"} | rejected CEILING: HTTP 422: The number of jobs has exceeded the limit
            408 Server Error | retry: HTTP 408
            500 Server Error | retry: HTTP 500
            502 Server Error | retry: HTTP 502
            503 Server Error | retry: HTTP 503
            504 Server Error | retry: HTTP 504
            429 [Retry-After: 7] | rate limited for PT7S: HTTP 429
            429 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT; Content-Type: text/plain] Retry later | rate limited for PT30S: HTTP 429: Retry later
            429 [Retry-After: 7; RateLimit-Reset: 1769861100] {"message":"slow down"} | rate limited for PT7S: HTTP 429: slow down
            429 [Retry-After: 86400] Come back tomorrow | rate limited for PT24H: HTTP 429
            429 [RateLimit-Remaining: 0; RateLimit-Reset: 1769861100] Retry later | rate limited for PT5M: HTTP 429
            429 [RateLimit-Reset: 1769861100; Date: Sat, 31 Jan 2026 12:01:00 GMT] | rate limited for PT4M: HTTP 429
            429 [Content-Type: text/plain; charset=utf-8] Retry later | rate limited for PT1M: HTTP 429: Retry later
            429 [Content-Type: text/plain] Retry later | rate limited for PT1M: HTTP 429: Retry later
            429 [Retry-After: soon; RateLimit-Reset: later] | rate limited for PT1M: HTTP 429
            429 [RateLimit-Reset: 1] | rate limited for PT1S: HTTP 429
            429 [Retry-After: 0] | rate limited for PT1S: HTTP 429
            201 [RateLimit-Remaining: 0; RateLimit-Reset: 1769861100] {} | published for PT5M
            201 [RateLimit-Remaining: 1; RateLimit-Reset: 1769861100] {} | published
            """)
    void whatIsAnsweredSaysWhatToDo(String answer, String result) {
        Answers.add(api, answer);

        Cell.expect(result, () -> session.publish(GitLab.status()));
    }

    /** GitLab's own words come in full, and in older versions by field. */
    @ParameterizedTest(name = "{0} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            PENDING | enqueue | pending | unchanged
            RUNNING | run     | running | unchanged
            ERROR   | drop    | failed  | unchanged
            PENDING | enqueue | running | rejected INVALID: HTTP 400: …Cannot transition status…GitLab shows running, and takes no pending after it…
            """)
    void aStepThatGitLabDoesNotTakeIsKnownByItsText(CommitState wanted, String event, String from, String result) {
        String text = "\"Cannot transition status via :" + event + " from :" + from
                + " (Reason(s): Status cannot transition via \\\"" + event + "\\\")\"";
        api.then(400, "{\"message\":" + text + "}").then(400, "{\"message\":{\"state\":[" + text + "]}}");

        Cell.expect(result, () -> session.publish(GitLab.status(wanted)));
        Cell.expect(result, () -> session.publish(GitLab.status(wanted)));
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        api.then(422, "{\"message\":\"" + "😀".repeat(10_000) + "\"}");

        String result = Answers.words(session.publish(GitLab.status()));
        assertThat(result).startsWith("rejected INVALID: HTTP 422: 😀");
        assertThat(result.codePointCount(0, result.length())).isLessThan(400 + "rejected INVALID: ".length());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "{", "null", "[]", "7", "\"text\"", "{\"message\":{}}", "{\"error\":{}}"})
    void anyBodyIsSurvived(String body) {
        api.then(201, body).then(200, body).then(422, body);

        Cell.expect("published", () -> session.publish(GitLab.status()));
        Cell.expect("published", () -> session.publish(GitLab.status()));
        Cell.expect("rejected INVALID: HTTP 422", () -> session.publish(GitLab.status()));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(session).hasToString("GitLab my-group/sub/my.project at gitlab.com");
    }
}
