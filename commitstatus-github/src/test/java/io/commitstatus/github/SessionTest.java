package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session sends to GitHub, what it makes of the answers, and of a Secret. */
class SessionTest {
    private static final String FULL_PAGE =
            "{\"statuses\":[" + "{\"context\":\"other\",\"state\":\"success\"},".repeat(99) + "null]}";
    private static final String SECONDARY = " {\"message\":\"You have exceeded a secondary rate limit.\"}";

    private final ManualClock clock = GitHub.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = GitHub.session(api, clock);
    private final CommitStatus like = CommitStatus.builder(GitHub.SHA, "ci/key", CommitState.RUNNING)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

    @Test
    void aStatusIsPostedAsGitHubWantsIt() throws Exception {
        CommitStatus status = GitHub.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();
        api.then(201, "");

        assertThat(session.publish(status)).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request).hasToString("POST https://api.github.com/repos/my-org/my.repo/statuses/" + GitHub.SHA);
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Bearer " + GitHub.TOKEN,
                        "Accept", "application/vnd.github+json",
                        "X-GitHub-Api-Version", "2022-11-28"));
        assertThat(request.json())
                .contains(Map.of(
                        "state", "success",
                        "context", GitHub.KEY,
                        "description", "apply succeeded",
                        "target_url", "https://ci.example.com/1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            PENDING,  pending
            RUNNING,  pending
            SUCCESS,  success
            FAILURE,  failure
            ERROR,    error
            CANCELED, error
            """)
    void eachStateHasItsWord(CommitState state, String word) throws Exception {
        api.then(201, "{}");
        session.publish(GitHub.status().toBuilder().state(state).build());

        assertThat(api.lastBody()).containsEntry("state", word);
    }

    /** It is noon of 2026-01-31, the second 1769860800. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            400 {"message":"Problems parsing JSON"} | rejected INVALID: HTTP 400: Problems parsing JSON
            401 {"message":"Bad credentials"} | rejected CREDENTIALS: HTTP 401: Bad credentials (the token is wrong, expired or revoked; put a new one …)
            403 {"message":"Resource not accessible by integration"} | rejected FORBIDDEN: HTTP 403: …integration (the token needs "Commit statuses: write" on my-org/my.repo, …)
            403 {"message":"the credentials are right, but an IP allow list is enabled"} | rejected FORBIDDEN: HTTP 403: the credentials are right, but an IP allow list is enabled
            403 [X-GitHub-SSO: required; url=https://github.com/orgs/o/sso?authorization_request=A1] {"message":"SAML"} \
                | rejected FORBIDDEN: HTTP 403: SAML (allow the token for the organization's single sign-on, at https://github.com/orgs/o/sso?authorization_request=A1)
            404 {"message":"Not Found"} | rejected NOT_FOUND: HTTP 404: Not Found (there is no my-org/my.repo, or the token may not see it, or may read it but not write: …)
            410 | rejected NOT_FOUND: HTTP 410 (there is no my-org/my.repo, …)
            422 {"message":"No commit found for SHA: a1afe267"} | not visible: HTTP 422: No commit found for SHA: a1afe267
            422 {"message":"Failed","errors":[{"code":"custom","message":"It has reached the maximum number of statuses."}]} \
                | rejected CEILING: HTTP 422: Failed; It has reached the maximum number of statuses.
            422 {"message":"Failed","errors":["It has reached the maximum number of statuses."]} | rejected CEILING: HTTP 422: Failed; It has reached the maximum number of statuses.
            422 {"message":"It has reached the maximum number of statuses."} | rejected CEILING: HTTP 422: It has reached the maximum number of statuses.
            422 {"message":"Validation\\nFailed","errors":[{"resource":"A","field":"b","code":"c"},"a text",7,null]} | rejected INVALID: HTTP 422: Validation Failed; A b c; a text
            422 {"message":"x","errors":"one text"} | rejected INVALID: HTTP 422: x; one text
            301 [Location: https://elsewhere.example.com/secret] | rejected INVALID: …redirected to https://elsewhere.example.com;…
            408 Server Error | retry: HTTP 408
            500 Server Error | retry: HTTP 500
            502 Server Error | retry: HTTP 502
            503 Server Error | retry: HTTP 503
            504 Server Error | retry: HTTP 504
            403 [Retry-After: 7] | rate limited for PT7S: HTTP 403
            429 [Retry-After: 7] | rate limited for PT7S: HTTP 429
            403 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT] {"message":"a secondary rate limit"} | rate limited for PT30S: HTTP 403: a secondary rate limit
            429 [Retry-After: Sat, 31 Jan 2026 12:00:30 GMT] {"message":"a secondary rate limit"} | rate limited for PT30S: HTTP 429: a secondary rate limit
            403 [Retry-After: 7; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API rate limit"} | rate limited for PT7S: HTTP 403: API rate limit
            429 [Retry-After: 7; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API rate limit"} | rate limited for PT7S: HTTP 429: API rate limit
            403 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API limit exceeded"} | rate limited for PT5M: HTTP 403: API limit exceeded
            429 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"API limit exceeded"} | rate limited for PT5M: HTTP 429: API limit exceeded
            403 [Date: Sat, 31 Jan 2026 12:01:00 GMT; X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {"message":"x"} | rate limited for PT4M: HTTP 403: x
            403 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1] {"message":"x"} | rate limited for PT1S: HTTP 403: x
            429 [Retry-After: 0] {"message":"x"} | rate limited for PT1S: HTTP 429: x
            429 [Retry-After: soon; X-RateLimit-Remaining: 0; X-RateLimit-Reset: later] | rate limited for PT1M: HTTP 429
            403 {"message":"You have triggered an abuse detection mechanism."} | rate limited for PT1M: HTTP 403: You have triggered an abuse detection mechanism.
            403 [X-RateLimit-Remaining: 4999] {"message":"Resource not accessible"} | rejected FORBIDDEN: HTTP 403: Resource not accessible
            201 [X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1769861100] {} | published for PT5M
            201 [X-RateLimit-Remaining: 1; X-RateLimit-Reset: 1769861100] {} | published
            """)
    void whatIsAnsweredSaysWhatToDo(String answer, String result) {
        Answers.add(api, answer);

        Cell.expect(result, () -> session.publish(GitHub.status()));
    }

    @Test
    void aLimitWithoutATimeWaitsAMinuteAndThenTwiceAsLong() {
        long seconds = 60;
        for (int status : new int[] {403, 429, 403, 429, 403, 403, 403}) {
            Duration wait = Duration.ofSeconds(Math.min(seconds, 1800));
            whatIsAnsweredSaysWhatToDo(
                    status + SECONDARY, "rate limited for " + wait + ": HTTP " + status + ": You have exceeded…");
            clock.advance(wait);
            seconds *= 2;
        }
        whatIsAnsweredSaysWhatToDo("201 {}", "published");
        whatIsAnsweredSaysWhatToDo("429", "rate limited for PT1M: HTTP 429");
    }

    @Test
    void requestsThatWereUnderWayTogetherCountOnce() {
        whatIsAnsweredSaysWhatToDo("403" + SECONDARY, "rate limited for PT1M: …");
        whatIsAnsweredSaysWhatToDo("403" + SECONDARY, "rate limited for PT1M: …");
        clock.advance(Duration.ofSeconds(60));
        whatIsAnsweredSaysWhatToDo("403" + SECONDARY, "rate limited for PT2M: …");
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        api.then(422, "{\"message\":\"" + "😀".repeat(10_000) + "\"}");

        String result = Answers.words(session.publish(GitHub.status()));
        assertThat(result).startsWith("rejected INVALID: HTTP 422: 😀");
        assertThat(result.codePointCount(0, result.length())).isLessThan(400 + "rejected INVALID: ".length());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "{", "null", "[]", "7", "\"text\"", "{\"message\":{}}", "{\"errors\":{}}"})
    void anyBodyIsSurvived(String body) {
        api.then(201, body).then(422, body);

        Cell.expect("published", () -> session.publish(GitHub.status()));
        Cell.expect("rejected INVALID: HTTP 422", () -> session.publish(GitHub.status()));
    }

    @Test
    void theStatusOfTheContextIsRead() throws Exception {
        Answers.add(api, """
                200 {"statuses":[{"context":"other","state":"failure","description":null,"target_url":null},
                    {"context":"CI/KEY","state":"success","description":"done","target_url":"https://ci.example.com/1"}]}
                """);

        assertThat(session.latest(like))
                .contains(like.toBuilder()
                        .state(CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .build());
        ApiRequest request = api.requests().get(0);
        assertThat(request)
                .hasToString("GET https://api.github.com/repos/my-org/my.repo/commits/" + GitHub.SHA
                        + "/status?per_page=100&page=1");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer " + GitHub.TOKEN);
        assertThat(request.json()).isEmpty();
    }

    /** What is no list says neither yes nor no. */
    @ParameterizedTest(name = "{1}, asked for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"failure","description":null,"target_url":null}]}        | failure of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"failure","description":null,"target_url":""}]}          | failure of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"failure","description":null,"target_url":"not a url"}]} | failure of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"failure","description":null,"target_url":"/relative"}]} | failure of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"failure","description":null,"target_url":7}]}           | failure of ci/key as a name
            CANCELED | 200 {"statuses":[{"context":"ci/key","state":"error"}]}                                               | canceled of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"error"}]}                                               | error of ci/key as a name
            RUNNING  | 200 {"statuses":[{"context":"ci/key","state":"pending"}]}                                             | running of ci/key as a name
            SUCCESS  | 200 {"statuses":[{"context":"ci/key","state":"pending"}]}                                             | pending of ci/key as a name
            FAILURE  | 200 {"statuses":[null,7,{},{"context":7},{"context":"ci/key","state":"strange"}]}                     | nothing
            RUNNING  | 401 {"message":"Bad credentials"}                                                                     | thrown rejected CREDENTIALS: HTTP 401: Bad credentials …
            RUNNING  | 429 [Retry-After: 9]                                                                                  | thrown rate limited for PT9S: HTTP 429
            RUNNING  | 200                                                                                                   | thrown IOException: …
            RUNNING  | 200 {                                                                                                 | thrown IOException: …
            RUNNING  | 200 []                                                                                                | thrown IOException: …
            RUNNING  | 200 {"statuses":{}}                                                                                   | thrown IOException: …
            """)
    void whatIsShownIsReadAsFarAsItGoes(CommitState asked, String answer, String shown) {
        Answers.add(api, answer);

        Cell.expect(shown, () -> session.latest(like.toBuilder().state(asked).build()));
    }

    /** {@code FULL} is a page of other contexts. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            200 FULL then 200 FULL then 200 {"statuses":[{"context":"ci/key","state":"success"}]} | success of ci/key as a name | 1, 2, 3
            200 FULL then 200 {"statuses":[]} | nothing | 1, 2
            200 FULL then 200 FULL then 200 FULL then 200 FULL then 200 FULL \
                then 200 FULL then 200 FULL then 200 FULL then 200 FULL then 200 FULL | nothing | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
            """)
    void aContextIsLookedForOnTenPages(String answers, String shown, String pages) {
        Answers.add(api, answers.replace("FULL", FULL_PAGE));

        Cell.expect(shown, () -> session.latest(like));
        assertThat(api.requests())
                .extracting(it -> it.uri().getQuery().replace("per_page=100&page=", ""))
                .containsExactly(pages.split(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            token=t;password=p;githubAppID=1 | t
            token= \\n;password=p            | p
            username=u;password=p\\n         | p
            -                                | token: …flux-system/token…
            password=squeamish ossifrage     | password: …
            password=squeamish\\nossifrage   | password: …
            password=squeamishé              | password: …
            password=squeamish\\0            | password: …
            """)
    void theTokenIsUsedElseThePasswordElseTheKeyIsNamed(String secret, String token) {
        Cell.expect(token, () -> {
            PublisherContext context = PublisherContexts.over(
                    GitHub.provider("https://github.com/o/r"), GitHub.secret(Cell.fields(secret)), api, clock);
            return Login.of(GitHubDestination.of(context.provider()), context).current();
        });
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(session).hasToString("GitHub my-org/my.repo at api.github.com");
    }
}
