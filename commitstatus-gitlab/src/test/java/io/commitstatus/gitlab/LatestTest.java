package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatestTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    private final PublisherSession session = GitLab.session(api, GitLab.clock());
    private final CommitStatus like = CommitStatus.builder(GitLab.SHA, "ci/key", CommitState.RUNNING)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

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

    /** Of several pipelines the newest counts, whatever the order. */
    @ParameterizedTest(name = "{1}, asked for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SUCCESS | {"name":"ci/key","status":"success"}                                                       | success of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"success"},{"id":2,"name":"ci/key","status":"failed"}     | failure of ci/key as a name
            SUCCESS | {"id":2,"name":"ci/key","status":"failed"},{"id":1,"name":"ci/key","status":"success"}     | failure of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"failed","description":null,"target_url":null}            | failure of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"failed","description":null,"target_url":""}              | failure of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"failed","description":null,"target_url":"not a url"}     | failure of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"failed","description":null,"target_url":"/relative"}     | failure of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"failed","description":null,"target_url":7}               | failure of ci/key as a name
            ERROR   | {"id":1,"name":"ci/key","status":"failed"}                                                 | error of ci/key as a name
            SUCCESS | {"id":1,"name":"ci/key","status":"canceled"}                                               | canceled of ci/key as a name
            PENDING | {"id":1,"name":"ci/key","status":"running"}                                                | running of ci/key as a name
            RUNNING | {"id":1,"name":"ci/key","status":"pending"}                                                | pending of ci/key as a name
            FAILURE | null,7,{},{"name":7},{"id":1,"name":"ci/key","status":"manual"}                            | nothing
            """)
    void anEntryIsReadAsFarAsItGoes(CommitState asked, String entries, String shown) {
        api.then(200, "[" + entries + "]");

        Cell.expect(shown, () -> session.latest(like.toBuilder().state(asked).build()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            401 {"message":"401 Unauthorized"}     | thrown rejected CREDENTIALS: HTTP 401: 401 Unauthorized …
            429 [Retry-After: 9]                   | thrown rate limited for PT9S: HTTP 429
            404 {"message":"404 Commit Not Found"} | thrown not visible: HTTP 404: 404 Commit Not Found…
            200                                    | thrown IOException: …
            200 {                                  | thrown IOException: …
            200 {}                                 | thrown IOException: …
            200 7                                  | thrown IOException: …
            200 {"statuses":[]}                    | thrown IOException: …
            """)
    void whatIsNoListSaysNeitherYesNorNo(String answer, String thrown) {
        Answers.add(api, answer);

        Cell.expect(thrown, () -> session.latest(like));
    }
}
