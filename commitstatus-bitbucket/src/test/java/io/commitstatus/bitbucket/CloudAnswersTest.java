package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.ScriptedApi;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudAnswersTest {
    private final ManualClock clock = Cloud.clock();
    private final ScriptedApi api = new ScriptedApi(clock);
    private final PublisherSession session = Cloud.session(api, clock);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        201                                         | published
        201 {                                       | published
        201 null                                    | published
        201 []                                      | published
        201 {"error":"x"}                           | published
        201 {"error":{"fields":{"a":7,"b":[null]}}} | published
        201 [X-RateLimit-Limit: 1000; X-RateLimit-NearLimit: true] {} | published
        400                                         | rejected INVALID: HTTP 400
        400 {                                       | rejected INVALID: HTTP 400
        400 null                                    | rejected INVALID: HTTP 400
        400 []                                      | rejected INVALID: HTTP 400
        400 {"error":"x"}                           | rejected INVALID: HTTP 400
        400 {"error":{"fields":{"a":7,"b":[null]}}} | rejected INVALID: HTTP 400: b: null
        400 {"error":{"message":"key: At most 40.","fields":{"key":["At most 40."]}}} | rejected INVALID: HTTP 400: key: At most 40.
        400 {"error":{"message":"Bad\\nrequest","fields":{"name":["No."]},"detail":"more"}} | rejected INVALID: HTTP 400: Bad request; name: No.; more
        403 {"type":"error","error":{"message":"Forbidden"}} | rejected FORBIDDEN: HTTP 403: Forbidden (only the account that posted a status,…)
        403                                         | rejected FORBIDDEN: HTTP 403 (…the token needs the scope repository, as an API token read:repository:bitbucket)
        403 {"error":{"message":"It lacks scopes."}} | rejected FORBIDDEN: HTTP 403: It lacks scopes. (the token needs the scope …read:repository:bitbucket)
        403 {"error":{"message":"To access this, an allowlisted IP must be used."}} | rejected FORBIDDEN: HTTP 403: To access this, an allowlisted IP must be used.
        404 {"type":"error","error":{"message":"Commit not found"}} | not visible: HTTP 404: Commit not found
        404 {}                                      | rejected NOT_FOUND: HTTP 404 (there is no my-team/my.repo or no such commit in it,…)
        408 Server Error                            | retry: HTTP 408
        410 {"error":{"message":"CHANGE-1 - gone"}} | rejected INVALID: HTTP 410: CHANGE-1 - gone (Bitbucket has withdrawn this part of its API:…)
        429 [Retry-After: 7] {"error":{"message":"Rate limit"}} | rate limited for PT7S: HTTP 429: Rate limit
        429 [Retry-After: 0] {"error":{"message":"Rate limit"}} | rate limited for PT1S: HTTP 429: Rate limit
        500 Server Error                            | retry: HTTP 500
        502 Server Error                            | retry: HTTP 502
        503 Server Error                            | retry: HTTP 503
        504 Server Error                            | retry: HTTP 504
        """)
    void anAnswerIsToldOnOneLineWithWhatToDo(String answer, String result) {
        Answers.add(api, answer);
        Cell.expect(result, () -> session.publish(Cloud.status()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        dev@example.com:squeamish | rejected CREDENTIALS: HTTP 401 (the API token is wrong, expired or revoked,…)
        squeamish                 | rejected CREDENTIALS: HTTP 401 (the access token is wrong,…as "email:api-token")
        developer:squeamish       | rejected CREDENTIALS: HTTP 401 (app passwords ended on 2026-07-28;…)
        """)
    void a401SaysWhichFormHasEnded(String token, String result) {
        api.then(401, "<html>Unauthorized</html>");
        Cell.expect(
                result,
                () -> Cloud.open("https://bitbucket.org/o/r", Map.of("token", token), api, clock)
                        .publish(Cloud.status()));
    }

    @Test
    void aReasonIsCutWithinNoCharacter() {
        api.then(400, "{\"error\":{\"message\":\"" + "😀".repeat(10_000) + "\"}}");
        assertThat(Cell.of(() -> session.publish(Cloud.status())).codePoints()).hasSizeLessThan(400);
    }

    /** A word of several states is the one that is asked for; a template of another program is no URL here. */
    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        FAILURE | 200 {"state":"SUCCESSFUL","name":"a name","description":"done","url":"https://ci/2"} | success of … as a name: done <https://ci/2>
        FAILURE | 200 {"state":"FAILED","name":null,"description":null,"url":null} | failure of kustomization/gitops-system/0c9c2e41
        FAILURE | 200 {"state":"FAILED","name":null,"description":null,"url":""} | failure of kustomization/gitops-system/0c9c2e41
        FAILURE | 200 {"state":"FAILED","description":null,"url":"https://ci/{commit.hash}"} | failure of kustomization/gitops-system/0c9c2e41
        FAILURE | 200 {"state":"FAILED","name":null,"description":null,"url":7} | failure of kustomization/gitops-system/0c9c2e41
        ERROR   | 200 {"state":"FAILED"}     | error of …
        SUCCESS | 200 {"state":"FAILED"}     | failure of …
        RUNNING | 200 {"state":"INPROGRESS"} | running of …
        SUCCESS | 200 {"state":"STOPPED"}    | canceled of …
        FAILURE | 200 {"state":"ODD"}        | nothing
        FAILURE | 404 {"error":{"message":"Build status not found"}} | nothing
        FAILURE | 401                        | thrown rejected CREDENTIALS: HTTP 401 (the API token is wrong,…)
        FAILURE | 429                        | thrown rate limited for PT5M: HTTP 429
        FAILURE | 200                        | thrown IOException: HTTP 200, but the answer is not a build status
        FAILURE | 200 {                      | thrown IOException: HTTP 200, but the answer is not a build status
        FAILURE | 200 []                     | thrown IOException: HTTP 200, but the answer is not a build status
        FAILURE | 200 {}                     | thrown IOException: HTTP 200, but the answer is not a build status
        """)
    void whatIsShownIsRead(CommitState asked, String answer, String shown) {
        CommitStatus like = Cloud.status().toBuilder().state(asked).ref("main").build();
        Answers.add(api, answer);
        Cell.expect(shown, () -> session.latest(like).filter(it -> it.ref().equals(like.ref())));
        assertThat(api.requests().get(0))
                .hasToString("GET https://api.bitbucket.org/2.0/repositories/my-team/my.repo/commit/" + Cloud.SHA
                        + "/statuses/build/" + Cloud.VENDOR_KEY);
        assertThat(api.requests().get(0).headers()).containsKey("Authorization");
    }

    @Test
    void aLimitWithoutATimeWaitsMinutesAndThenTwiceAsLong() throws Exception {
        for (int minutes : new int[] {5, 10, 20, 30, 30}) {
            assertWait(minutes);
            clock.advance(Duration.ofMinutes(minutes));
        }
        api.then(201, "{}");
        session.publish(Cloud.status());
        assertWait(5);
    }

    @Test
    void requestsThatWereUnderWayTogetherCountOnce() {
        assertWait(5);
        assertWait(5);
        clock.advance(Duration.ofMinutes(5));
        assertWait(10);
    }

    private void assertWait(int minutes) {
        api.then(429, "{\"error\":{\"message\":\"Rate limit\"}}");
        Cell.expect("rate limited for PT" + minutes + "M: HTTP 429: Rate limit", () -> session.publish(Cloud.status()));
    }
}
