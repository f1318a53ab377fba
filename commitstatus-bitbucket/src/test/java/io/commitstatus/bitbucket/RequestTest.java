package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What a status is sent as. */
class RequestTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final PublisherSession cloud = Cloud.session(api, Cloud.clock());
    private final PublisherSession server = Server.session(api);

    @Test
    void aStatusIsPostedAsTheCloudWantsIt() throws Exception {
        ApiRequest request = post(cloud, Cloud.status().toBuilder().ref("main").build());

        assertThat(request)
                .hasToString("POST https://api.bitbucket.org/2.0/repositories/my-team/my.repo/commit/" + Cloud.SHA
                        + "/statuses/build");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization",
                        "Basic ZGV2QGV4YW1wbGUuY29tOnNxdWVhbWlzaC1vc3NpZnJhZ2U=",
                        "Accept",
                        "application/json"));
        assertThat(api.lastBody()).isEqualTo(Cloud.body("SUCCESSFUL", "refname", "main"));
    }

    @Test
    void aStatusIsPostedToTheRepositorysBuildsOnADataCenter() throws Exception {
        ApiRequest request = post(server, Cloud.status().toBuilder().ref("main").build());

        assertThat(request).hasToString("POST " + Server.BUILDS);
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Bearer " + Cloud.TOKEN,
                        "Accept", "application/json",
                        "X-Atlassian-Token", "no-check",
                        "X-Requested-With", "XMLHttpRequest"));
        assertThat(api.lastBody()).isEqualTo(Cloud.body("SUCCESSFUL", "ref", "refs/heads/main", "parent", Cloud.KEY));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        PENDING  | INPROGRESS | INPROGRESS
        RUNNING  | INPROGRESS | INPROGRESS
        SUCCESS  | SUCCESSFUL | SUCCESSFUL
        FAILURE  | FAILED     | FAILED
        ERROR    | FAILED     | FAILED
        CANCELED | STOPPED    | CANCELLED
        """)
    void eachStateHasItsWord(CommitState state, String inCloud, String onServer) throws Exception {
        assertThat(field(cloud, Cloud.status(state), "state")).isEqualTo(inCloud);
        assertThat(field(server, Cloud.status(state), "state")).isEqualTo(onServer);
    }

    /** What a Data Center would refuse as too long is left out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        feature/x            | feature/x  | refs/heads/feature/x
        refs/heads/feature/x | feature/x  | refs/heads/feature/x
        refs/tags/v1.0       | v1.0       | refs/tags/v1.0
        *1013                | *1013      | refs/heads/*1013
        *1014                | *1014      | null
                             | null       | null
        """)
    void aRefIsWrittenInFullOnADataCenterAlone(String ref, String inCloud, String onServer) throws Exception {
        CommitStatus status = ref == null
                ? Cloud.status()
                : Cloud.status().toBuilder().ref(repeated(ref)).build();
        assertThat(field(cloud, status, "refname")).isEqualTo(repeated(inCloud));
        assertThat(field(server, status, "ref")).isEqualTo(repeated(onServer));
    }

    @Test
    void bracesInUuidsAndTargetUrlsAreEscaped() throws Exception {
        URI url = URI.create("https://ci.example.com/%7Bcommit.hash%7D");
        PublisherSession session =
                Cloud.open("https://bitbucket.org/{T}/{R}", Map.of("token", "t"), api, Cloud.clock());

        assertThat(post(session, Cloud.status().toBuilder().targetUrl(url).build())
                        .uri()
                        .getRawPath())
                .startsWith("/2.0/repositories/%7Bt%7D/%7Br%7D/commit/");
        assertThat(api.lastBody()).containsEntry("url", url.toString());
    }

    @Test
    void aPersonalRepositoryIsAProject() throws Exception {
        PublisherSession jane = Server.open("https://git.example.com/users/jane/repos/r", Map.of("token", "t"), api);
        assertThat(post(jane, Cloud.status()).uri())
                .hasPath("/rest/api/latest/projects/~jane/repos/r/commits/" + Cloud.SHA + "/builds")
                .hasHost("git.example.com");
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(cloud).hasToString("Bitbucket Cloud my-team/my.repo at api.bitbucket.org");
        assertThat(server).hasToString("Bitbucket prj/my-repo at git.example.com");
    }

    private static String repeated(String text) {
        return text.replace("*1013", "x".repeat(1013)).replace("*1014", "x".repeat(1014));
    }

    private String field(PublisherSession session, CommitStatus status, String name) throws Exception {
        post(session, status);
        assertThat(api.lastBody()).containsKey("key");
        return String.valueOf(api.lastBody().get(name));
    }

    private ApiRequest post(PublisherSession session, CommitStatus status) throws Exception {
        api.then(200, "");
        assertThat(session.publish(status)).isEqualTo(PublishResult.published());
        return api.requests().get(api.requests().size() - 1);
    }
}
