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

/** What a session sends to GitLab, what it makes of the answers, and of a Secret. */
class SessionTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    private final PublisherSession session = GitLab.session(api, GitLab.clock());
    private final CommitStatus like = CommitStatus.builder(GitLab.SHA, "ci/key", CommitState.RUNNING)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

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
    void theStatusOfTheNameIsRead() throws Exception {
        Answers.add(api, """
                200 [{"id":9,"name":"other","status":"failed","description":null,"target_url":null},
                    {"id":1,"name":"ci/key","status":"success","description":"done","target_url":"https://ci.example.com/1"}]
                """);

        assertThat(session.latest(like))
                .contains(like.toBuilder()
                        .state(CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .build());
        ApiRequest request = api.requests().get(0);
        assertThat(request)
                .hasToString("GET https://gitlab.com/api/v4/projects/My-Group%2FSub%2FMy.Project/repository/commits/"
                        + GitLab.SHA + "/statuses?name=ci%2Fkey&order_by=id&sort=desc&per_page=100&ref=main");
        assertThat(request.headers()).containsEntry("PRIVATE-TOKEN", GitLab.TOKEN);
        assertThat(request.json()).isEmpty();
    }

    /** Of several pipelines the newest counts, whatever the order; what is no list says neither yes nor no. */
    @ParameterizedTest(name = "{1}, asked for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SUCCESS | 200 [{"name":"ci/key","status":"success"}]                                                   | success of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"success"},{"id":2,"name":"ci/key","status":"failed"}] | failure of ci/key as a name
            SUCCESS | 200 [{"id":2,"name":"ci/key","status":"failed"},{"id":1,"name":"ci/key","status":"success"}] | failure of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"failed","description":null,"target_url":null}]        | failure of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"failed","description":null,"target_url":""}]          | failure of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"failed","description":null,"target_url":"not a url"}] | failure of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"failed","description":null,"target_url":"/relative"}] | failure of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"failed","description":null,"target_url":7}]           | failure of ci/key as a name
            ERROR   | 200 [{"id":1,"name":"ci/key","status":"failed"}]                                             | error of ci/key as a name
            SUCCESS | 200 [{"id":1,"name":"ci/key","status":"canceled"}]                                           | canceled of ci/key as a name
            PENDING | 200 [{"id":1,"name":"ci/key","status":"running"}]                                            | running of ci/key as a name
            RUNNING | 200 [{"id":1,"name":"ci/key","status":"pending"}]                                            | pending of ci/key as a name
            FAILURE | 200 [null,7,{},{"name":7},{"id":1,"name":"ci/key","status":"manual"}]                        | nothing
            RUNNING | 401 {"message":"401 Unauthorized"}                                                           | thrown rejected CREDENTIALS: HTTP 401: 401 Unauthorized …
            RUNNING | 429 [Retry-After: 9]                                                                         | thrown rate limited for PT9S: HTTP 429
            RUNNING | 404 {"message":"404 Commit Not Found"}                                                       | thrown not visible: HTTP 404: 404 Commit Not Found…
            RUNNING | 200                                                                                          | thrown IOException: …
            RUNNING | 200 {                                                                                        | thrown IOException: …
            RUNNING | 200 {}                                                                                       | thrown IOException: …
            RUNNING | 200 7                                                                                        | thrown IOException: …
            RUNNING | 200 {"statuses":[]}                                                                          | thrown IOException: …
            """)
    void whatIsShownIsReadAsFarAsItGoes(CommitState asked, String answer, String shown) {
        Answers.add(api, answer);

        Cell.expect(shown, () -> session.latest(like.toBuilder().state(asked).build()));
    }

    /** A refresh token works once and gives the next: a library that stores no credentials would lose it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            token=t;password=p                | PRIVATE-TOKEN: t
            token= \\n;password=p             | PRIVATE-TOKEN: p
            username=u;password=p\\n          | PRIVATE-TOKEN: p
            token=glpat-x1Y2z3                | PRIVATE-TOKEN: glpat-x1Y2z3
            token=glpat-a1b2c3.01.0w1abcdef   | PRIVATE-TOKEN: glpat-a1b2c3.01.0w1abcdef
            token=company-prefix-x1Y2z3       | PRIVATE-TOKEN: company-prefix-x1Y2z3
            token=x1Y2z3x1Y2z3x1Y2z3x1        | PRIVATE-TOKEN: x1Y2z3x1Y2z3x1Y2z3x1
            token=123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef   | PRIVATE-TOKEN: 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0 | PRIVATE-TOKEN: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0
            token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\\n | Authorization: Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            username=oauth2;password=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef \
                | Authorization: Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            refreshToken=squeamish;token=glpat-x | PRIVATE-TOKEN: glpat-x
            token=glcbt-64_squeamish          | token: …CI job token…
            password=gldt-squeamish           | password: …deploy token…
            refreshToken=squeamish            | refreshToken: …works once…project or group access token…
            refresh_token=squeamish;token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef    | refresh_token: …works once…project or group access token…
            refresh-token=squeamish;password=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | refresh-token: …works once…project or group access token…
            -                                 | token: …flux-system/token…
            password=squeamish ossifrage      | password: …
            password=squeamish\\nossifrage    | password: …
            password=squeamishé               | password: …
            password=squeamish\\0             | password: …
            """)
    void aSecretGivesAHeaderOrSaysWhyNot(String secret, String header) {
        Cell.expect(header, () -> {
            Token token = Token.of(GitLab.secret(Cell.fields(secret)));
            assertThat(token).hasToString(token.header() + ": ***");
            return token.header() + ": " + token.value();
        });
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(session).hasToString("GitLab my-group/sub/my.project at gitlab.com");
    }
}
