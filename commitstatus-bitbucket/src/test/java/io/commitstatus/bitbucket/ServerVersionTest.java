package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which endpoint is used is found out once, and then remembered. */
class ServerVersionTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final PublisherSession session = Server.session(api);

    @Test
    void aServerWithoutBuildsTakesTheStatusOfTheCommit() throws Exception {
        api.then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.3.1\"}").then(204, "");
        CommitStatus status = Cloud.status().toBuilder()
                .state(CommitState.CANCELED)
                .ref("main")
                .build();

        assertThat(session.publish(status)).isEqualTo(PublishResult.published());
        assertThat(api.requests())
                .extracting(ApiRequest::toString)
                .containsExactly("POST " + Server.BUILDS, "GET " + Server.PROPERTIES, "POST " + Server.OF_COMMIT);
        assertThat(api.requests().get(2).json())
                .as("no word for canceled, and no ref")
                .contains(Map.of(
                        "key", Cloud.VENDOR_KEY,
                        "state", "FAILED",
                        "url", "https://ci.example.com/1",
                        "name", Cloud.KEY,
                        "description", "apply succeeded"));

        api.then(204, "");
        session.publish(status);
        assertThat(api.requests()).hasSize(4);
        assertThat(api.requests().get(3)).hasToString("POST " + Server.OF_COMMIT);
    }

    @Test
    void aServerWithBuildsIsAskedOnce() throws Exception {
        api.then(404, "").then(200, "{\"version\":\"9.6.0\"}").then(404, "");

        for (int i = 0; i < 2; i++) {
            assertThat(session.publish(Cloud.status()))
                    .isInstanceOfSatisfying(
                            PublishResult.Rejected.class,
                            it -> assertThat(it.kind()).isEqualTo(Rejection.NOT_FOUND));
        }
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void aServerThatDoesNotTellCountsAsANewOne() throws Exception {
        for (String version : new String[] {"", "{}", "{\"version\":7}", "{\"version\":\"seven\"}"}) {
            api.then(404, "").then(200, version);
            assertThat(Server.session(api).publish(Cloud.status())).isInstanceOf(PublishResult.Rejected.class);
        }
        api.then(404, "").then(403, "");
        assertThat(session.publish(Cloud.status())).isInstanceOf(PublishResult.Rejected.class);
    }

    @Test
    void anOldServerMayShowAPageWhereItHasNoEndpoint() throws Exception {
        String page = "<html>Oops, you've found a dead link.</html>";
        api.then(404, page).then(200, "{\"version\":\"7.3.0\"}").then(204, "");
        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());

        ScriptedApi other = new ScriptedApi(Cloud.clock())
                .then(404, page)
                .then(200, "{\"version\":\"7.13.0\"}")
                .then(200, "{\"values\":[]}");
        assertThat(Server.session(other).latest(Cloud.status())).isEmpty();
    }

    @Test
    void aQuestionThatFailsIsAskedAgain() throws Exception {
        api.then(404, Server.NO_ENDPOINT).then(503, "");
        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.retry("HTTP 503"));

        api.then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.0.0\"}").then(204, "");
        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    @Test
    void versionsAreComparedAsNumbers() throws Exception {
        assertVersion("7.3.9", false, false);
        assertVersion("7.4.0", true, false);
        assertVersion("7.13.2", true, false);
        assertVersion("7.14", true, true);
        assertVersion("10.0.0-rc1", true, true);
        assertVersion("6.10.17", false, false);
    }

    @Test
    void aStatusIsReadFromTheBuilds() throws Exception {
        api.then(200, "{\"state\":\"CANCELLED\",\"name\":\"n\",\"description\":\"d\",\"url\":\"https://ci/2\"}");

        assertThat(session.latest(Cloud.status())).hasValueSatisfying(it -> {
            assertThat(it.state()).isEqualTo(CommitState.CANCELED);
            assertThat(it.description()).isEqualTo("d");
            assertThat(it.key()).isEqualTo(Cloud.KEY);
        });
        assertThat(api.requests().get(0)).hasToString("GET " + Server.BUILDS + "?key=" + Cloud.VENDOR_KEY);
    }

    @Test
    void nothingIsShownWhereTheKeyOrTheCommitIsUnknown() throws Exception {
        api.then(404, Server.error("no such build", "build.NoSuchBuildStatusException"));
        assertThat(session.latest(Cloud.status())).isEmpty();
        api.then(404, Server.error("no such commit", "commit.NoSuchCommitException"));
        assertThat(session.latest(Cloud.status())).isEmpty();
        api.then(404, "").then(200, "{\"version\":\"8.0.0\"}");
        assertThat(session.latest(Cloud.status())).isEmpty();
    }

    @Test
    void aMissingRepositoryAndAnAnswerThatIsNoStatusSayNothing() {
        api.then(404, Server.error("gone", "project.NoSuchProjectException")).then(200, "[]");

        assertThatThrownBy(() -> session.latest(Cloud.status())).isInstanceOf(PublishFailedException.class);
        assertThatThrownBy(() -> session.latest(Cloud.status())).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void whereBuildsCannotBeAskedForThoseOfTheCommitAreRead() throws Exception {
        String other = "{\"key\":\"x\",\"state\":\"FAILED\"}";
        String mine = "{\"key\":\"" + Cloud.VENDOR_KEY + "\",\"state\":\"CANCELLED\"}";
        api.then(405, "").then(200, "{\"version\":\"7.13.0\"}");
        api.then(200, "{\"isLastPage\":false,\"nextPageStart\":1,\"values\":[" + other + "]}");
        api.then(200, "{\"isLastPage\":true,\"nextPageStart\":null,\"values\":[null," + mine + "]}");

        assertThat(session.latest(Cloud.status())).map(CommitStatus::state).contains(CommitState.CANCELED);
        assertThat(api.requests().get(3)).hasToString("GET " + Server.OF_COMMIT + "?limit=100&start=1");

        api.then(200, "{\"isLastPage\":true,\"values\":[" + other + "]}")
                .then(204, "")
                .then(200, "{}");
        assertThat(session.latest(Cloud.status())).isEmpty();
        session.publish(Cloud.status());
        assertThat(api.requests().get(5)).hasToString("POST " + Server.BUILDS);
        assertThatThrownBy(() -> session.latest(Cloud.status())).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void whatAnOldServerShowsAsFailedMayBeWhatWasCanceled() throws Exception {
        api.then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.3.0\"}");
        api.then(200, "{\"values\":[{\"key\":\"" + Cloud.VENDOR_KEY + "\",\"state\":\"FAILED\"}]}");

        assertThat(session.latest(
                        Cloud.status().toBuilder().state(CommitState.CANCELED).build()))
                .map(CommitStatus::state)
                .contains(CommitState.CANCELED);
    }

    private void assertVersion(String text, boolean takes, boolean shows) throws Exception {
        ScriptedApi once = new ScriptedApi(Cloud.clock()).then(200, "{\"version\":\"" + text + "\"}");
        ServerVersion version = ServerVersion.of(
                once.send(ApiRequest.get(URI.create(Server.API)).build()));
        assertThat(version.takesBuilds()).as(text).isEqualTo(takes);
        assertThat(version.showsBuilds()).as(text).isEqualTo(shows);
    }
}
