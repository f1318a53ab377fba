package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ScriptedApi;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private final ScriptedApi api = new ScriptedApi(AzureDevOps.clock());
    private final PublisherSession session = AzureDevOps.session(api);

    /** Errors are known by their types, not by their texts; a page or a redirect to sign in is no success. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        200 [Retry-After: 30] {}                               | published for PT30S
        201 [Retry-After: 0; X-RateLimit-Remaining: 0] {}      | published
        200 [Content-Type: text/html; charset=utf-8] <html>Sign in</html> | rejected CREDENTIALS: HTTP 200, which is not an answer of the API but a way to sign in (…)
        201 [Content-Type: text/html; charset=utf-8] <html>Sign in</html> | rejected CREDENTIALS: HTTP 201, which is not an answer of the API but a way to sign in (…)
        203 [Content-Type: text/html; charset=utf-8] <html>Sign in</html> | rejected CREDENTIALS: HTTP 203, which is not an answer of the API but a way to sign in (…)
        200 <html>Sign in</html>                               | rejected CREDENTIALS: HTTP 200, …put a new one into the Secret)
        201 <html>Sign in</html>                               | rejected CREDENTIALS: HTTP 201, …put a new one into the Secret)
        203 <html>Sign in</html>                               | rejected CREDENTIALS: HTTP 203, …put a new one into the Secret)
        203 {}                                                 | rejected CREDENTIALS: HTTP 203, …
        201 [Content-Type: ]                                   | rejected CREDENTIALS: HTTP 201, …
        301 [Location: https://other.example.com/squeamish]    | rejected INVALID: …redirected to https://other.example.com;…
        302 [Location: /_signin]                               | rejected CREDENTIALS: HTTP 302, …
        302 [Location: https://login.example.com/squeamish]    | rejected CREDENTIALS: HTTP 302, …
        400 {"typeKey":"ProjectDoesNotExistWithNameException","message":"TF200016"} | rejected NOT_FOUND: HTTP 400: TF200016 (…check the address…)
        400 {"typeKey":"VssVersionOutOfRangeException","message":"too new"} | rejected INVALID: HTTP 400: too new (set the annotation commitstatus.io/api-version to …)
        400 {"typeKey":"Other","message":"VssVersionOutOfRangeException"} | rejected INVALID: HTTP 400: VssVersionOutOfRangeException
        401 [WWW-Authenticate: NTLM]                           | rejected CREDENTIALS: HTTP 401 (…by NTLM or Negotiate alone…)
        401 [WWW-Authenticate: Negotiate]                      | rejected CREDENTIALS: HTTP 401 (…by NTLM or Negotiate alone…)
        401 [WWW-Authenticate: Negotiate, NTLM]                | rejected CREDENTIALS: HTTP 401 (…by NTLM or Negotiate alone…)
        401 [WWW-Authenticate: Basic realm="x", NTLM]          | rejected CREDENTIALS: HTTP 401 (the token is wrong…
        401 [WWW-Authenticate: Bearer authorization_uri=x, Negotiate] | rejected CREDENTIALS: HTTP 401 (the token is wrong…
        401 [WWW-Authenticate: ]                               | rejected CREDENTIALS: HTTP 401 (the token is wrong…
        401 {"typeKey":"","message":"TF400813: not authorized"} | rejected CREDENTIALS: HTTP 401: TF400813: not authorized (…put a new one into the Secret)
        403 {"typeKey":"","message":""}                        | rejected FORBIDDEN: HTTP 403 (the token needs the scope Code (status)…)
        403 {"typeKey":"UnauthorizedRequestException","message":"TF400813: No"} | rejected FORBIDDEN: HTTP 403: TF400813: No (the token needs the scope Code (status)…)
        403 {"typeKey":"GitNeedsPermissionException","message":"TF401027: You need 'GenericContribute'"} | rejected FORBIDDEN: HTTP 403: TF401027: You need 'GenericContribute'
        404                                                    | rejected NOT_FOUND: HTTP 404 (…commitstatus.io/api-url)
        404 {"typeKey":"GitUnresolvableToCommitException","message":"Der Commit fehlt."} | not visible: HTTP 404: Der Commit fehlt.
        404 {"typeKey":"GitCommitDoesNotExistException","message":"Der Commit fehlt."} | not visible: HTTP 404: Der Commit fehlt.
        404 {"typeKey":"GitObjectDoesNotExistException","message":"Der Commit fehlt."} | not visible: HTTP 404: Der Commit fehlt.
        404 {"typeKey":"GitRepositoryNotFoundException","message":"TF401019"} | rejected NOT_FOUND: HTTP 404: TF401019 (there is no my project/my.repo, …)
        408 unavailable                                        | retry: HTTP 408
        409 {"typeKey":"","message":""}                        | rejected INVALID: HTTP 409
        429 [Retry-After: 12; X-RateLimit-Reset: 1769860890] {"message":"TF400733: canceled"} | rate limited for PT12S: HTTP 429: TF400733: canceled
        429 [X-RateLimit-Reset: 1769860890] {"message":"TF400733: canceled"} | rate limited for PT1M30S: HTTP 429: TF400733: canceled
        429 {"message":"TF400733: canceled"}                   | rate limited: HTTP 429: TF400733: canceled
        500 unavailable                                        | retry: HTTP 500
        502 unavailable                                        | retry: HTTP 502
        503 unavailable                                        | retry: HTTP 503
        504 unavailable                                        | retry: HTTP 504
        """)
    void anAnswerIsToldWithWhatToDo(String answer, String result) {
        Answers.add(api, answer);
        Cell.expect(result, () -> session.publish(AzureDevOps.status()));
        assertThat(api.requests())
                .singleElement()
                .satisfies(it -> assertThat(it.followsRedirects()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307"})
    void aRedirectToHttpsIsNoWayToSignIn(int status) {
        api.then(status, "", "Location", "https://tfs.example.com/tfs/Coll/squeamish");
        PublisherSession plain = AzureDevOps.open(
                AzureDevOps.provider("http://tfs.example.com/tfs/Coll/p/_git/r"), Map.of("token", "t"), api);
        Cell.expect(
                "rejected INVALID: HTTP " + status + " (the host wants https: write https in the address…",
                () -> plain.publish(AzureDevOps.status()));
    }

    @Test
    void aLongMessageIsCutAndOnOneLine() {
        api.then(400, "{\"message\":\"a\\nb" + "😀".repeat(10_000) + "\"}");
        String told = Cell.of(() -> session.publish(AzureDevOps.status()));
        assertThat(told).startsWith("rejected INVALID: HTTP 400: a b😀");
        assertThat(told.codePoints()).hasSizeLessThan(420);
    }

    /** A word of several states is the one that is asked for; {@code GENRE/NAME=STATE} is an entry, {@code FULL} a full page. */
    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        FAILURE  | 200 [fluxcd/other=failed,jenkins/KEY=failed,fluxcd/KEY=succeeded] | success of KEY as a name | 0
        FAILURE  | 200 [{"context":{"genre":"fluxcd","name":"KEY"},"state":"failed","description":"done","targetUrl":"https://ci/1"}] \
                 | failure of KEY as a name: done <https://ci/1> | 0
        CANCELED | 200 [fluxcd/KEY=error]                      | canceled of KEY as a name | 0
        SUCCESS  | 200 [fluxcd/KEY=error]                      | error of KEY as a name    | 0
        SUCCESS  | 200 [fluxcd/KEY=failed]                     | failure of KEY as a name  | 0
        RUNNING  | 200 [fluxcd/KEY=pending]                    | running of KEY as a name  | 0
        SUCCESS  | 200 [fluxcd/KEY=pending]                    | pending of KEY as a name  | 0
        FAILURE  | 200 [FULL] then 200 [FULL] then 200 [fluxcd/KEY=failed] | failure of KEY as a name | 0, 100, 200
        FAILURE  | 200 [FULL] then 200 []                      | nothing | 0, 100
        FAILURE  | 200 [FULL] then 200 [FULL] then 200 [FULL] then 200 [FULL] then 200 [FULL] then 200 [FULL] \
                 then 200 [FULL] then 200 [FULL] then 200 [FULL] then 200 [FULL] | nothing | 0, 100, 200, 300, 400, 500, 600, 700, 800, 900
        FAILURE  | 203 <html>                                  | thrown rejected CREDENTIALS: HTTP 203, … | 0
        FAILURE  | 429 [Retry-After: 9]                        | thrown rate limited for PT9S: HTTP 429 | 0
        FAILURE  | 200 []                                      | nothing | 0
        FAILURE  | 200 7                                       | thrown IOException: … | 0
        FAILURE  | 200 null                                    | thrown rejected CREDENTIALS: HTTP 200, … | 0
        FAILURE  | 200 {}                                      | thrown IOException: … | 0
        FAILURE  | 200 {"value":{}}                            | thrown IOException: … | 0
        FAILURE  | 200 [null,7,{},{"context":7},{"context":{"name":7}}] | nothing | 0
        FAILURE  | 200 [fluxcd/KEY=notSet]                     | nothing | 0
        FAILURE  | 200 [fluxcd/KEY=notApplicable]              | nothing | 0
        FAILURE  | 200 [fluxcd/KEY=strange]                    | nothing | 0
        """)
    void whatIsShownIsReadPageByPage(CommitState asked, String answers, String shown, String pages) {
        Answers.add(api, answers(answers));
        Cell.expect(
                shown.replace("KEY", AzureDevOps.KEY),
                () -> session.latest(like(asked))
                        .filter(it -> it.ref().equals(like(asked).ref())));
        assertThat(api.requests().stream().map(Object::toString))
                .containsExactlyElementsOf(Stream.of(pages.split(", "))
                        .map(it ->
                                "GET https://dev.azure.com/my-org/My%20Project/_apis/git/repositories/My.Repo/commits/"
                                        + AzureDevOps.SHA + "/statuses?latestOnly=true&top=100&skip=" + it
                                        + "&api-version=5.0")
                        .toList());
    }

    @Test
    void theGroupTellsGenresApart() throws Exception {
        CommitStatus grouped =
                like(CommitState.FAILURE).toBuilder().group("prod").build();
        Answers.add(api, answers("200 [fluxcd/KEY=failed] then 200 [fluxcd:prod/KEY=failed]"));
        assertThat(session.latest(grouped)).isEmpty();
        assertThat(session.latest(grouped)).flatMap(CommitStatus::group).contains("prod");
    }

    @Test
    void aListWithoutItsObjectIsNone() {
        api.then(200, "[]");
        Cell.expect("thrown IOException: …", () -> session.latest(like(CommitState.FAILURE)));
    }

    private static CommitStatus like(CommitState state) {
        return AzureDevOps.status().toBuilder()
                .state(state)
                .name("a name")
                .ref("main")
                .build();
    }

    private static String answers(String cell) {
        String full = String.join(
                ",",
                IntStream.range(0, 100).mapToObj(it -> "fluxcd/other=succeeded").toList());
        return cell.replace("FULL", full)
                .replaceAll(
                        "([\\w:]+)/(\\w+)=(\\w+)", "{\"context\":{\"genre\":\"$1\",\"name\":\"$2\"},\"state\":\"$3\"}")
                .replace("\"KEY\"", "\"" + AzureDevOps.KEY + "\"")
                .replaceAll("(200) (\\[.*?])(?=\\s+then|$)", "$1 {\"count\":1,\"value\":$2}");
    }
}
