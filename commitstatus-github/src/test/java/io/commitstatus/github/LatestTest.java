package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatestTest {
    private static final String FULL_PAGE =
            "{\"statuses\":[" + "{\"context\":\"other\",\"state\":\"success\"},".repeat(99) + "null]}";

    private final ScriptedApi api = new ScriptedApi(GitHub.clock());
    private final PublisherSession session = GitHub.session(api, GitHub.clock());
    private final CommitStatus like = CommitStatus.builder(GitHub.SHA, "ci/key", CommitState.RUNNING)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

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

    /** An entry stands for the list of it alone. */
    @ParameterizedTest(name = "{1}, asked for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SUCCESS  | {"context":"ci/key","state":"failure","description":null,"target_url":null}           | failure of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"failure","description":null,"target_url":""}             | failure of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"failure","description":null,"target_url":"not a url"}    | failure of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"failure","description":null,"target_url":"/relative"}    | failure of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"failure","description":null,"target_url":7}              | failure of ci/key as a name
            CANCELED | {"context":"ci/key","state":"error"}                                                  | canceled of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"error"}                                                  | error of ci/key as a name
            RUNNING  | {"context":"ci/key","state":"pending"}                                                | running of ci/key as a name
            SUCCESS  | {"context":"ci/key","state":"pending"}                                                | pending of ci/key as a name
            FAILURE  | null,7,{},{"context":7},{"context":"ci/key","state":"strange"}                        | nothing
            """)
    void anEntryIsReadAsFarAsItGoes(CommitState asked, String entries, String shown) {
        api.then(200, "{\"statuses\":[" + entries + "]}");

        Cell.expect(shown, () -> session.latest(like.toBuilder().state(asked).build()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            401 {"message":"Bad credentials"} | thrown rejected CREDENTIALS: HTTP 401: Bad credentials …
            429 [Retry-After: 9]              | thrown rate limited for PT9S: HTTP 429
            200                               | thrown IOException: …
            200 {                             | thrown IOException: …
            200 []                            | thrown IOException: …
            200 {"statuses":{}}               | thrown IOException: …
            """)
    void whatIsNoListSaysNeitherYesNorNo(String answer, String thrown) {
        Answers.add(api, answer);

        Cell.expect(thrown, () -> session.latest(like));
    }

    @Test
    void aContextIsLookedForOnEveryPage() throws Exception {
        api.then(200, FULL_PAGE).then(200, FULL_PAGE);
        api.then(200, "{\"statuses\":[{\"context\":\"ci/key\",\"state\":\"success\"}]}");

        assertThat(session.latest(like)).isPresent();
        assertThat(api.requests())
                .extracting(it -> it.uri().getQuery())
                .containsExactly("per_page=100&page=1", "per_page=100&page=2", "per_page=100&page=3");
    }

    @Test
    void theSearchEndsWithTheStatusesAndAfterTenPages() throws Exception {
        api.then(200, FULL_PAGE).then(200, "{\"statuses\":[]}");
        assertThat(session.latest(like)).isEmpty();
        assertThat(api.requests()).hasSize(2);

        IntStream.range(0, 10).forEach(i -> api.then(200, FULL_PAGE));
        assertThat(session.latest(like)).isEmpty();
        assertThat(api.requests()).hasSize(12);
    }
}
