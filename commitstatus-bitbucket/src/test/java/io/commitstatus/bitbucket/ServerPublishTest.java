package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerPublishTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @Test
    void aStatusIsPostedToTheRepositorysBuilds() throws Exception {
        CommitStatus status = Cloud.status().toBuilder().ref("main").build();

        assertThat(publish(status, 204, "")).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request).hasToString("POST " + Server.BUILDS);
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Bearer " + Cloud.TOKEN,
                        "Accept", "application/json",
                        "X-Atlassian-Token", "no-check",
                        "X-Requested-With", "XMLHttpRequest"));
        assertThat(request.json())
                .contains(Map.of(
                        "key", Cloud.VENDOR_KEY,
                        "state", "SUCCESSFUL",
                        "url", "https://ci.example.com/1",
                        "name", Cloud.KEY,
                        "description", "apply succeeded",
                        "ref", "refs/heads/main",
                        "parent", Cloud.KEY));
    }

    @Test
    void eachStateHasItsWord() throws Exception {
        Map<CommitState, String> words = Map.of(
                CommitState.PENDING, "INPROGRESS",
                CommitState.RUNNING, "INPROGRESS",
                CommitState.SUCCESS, "SUCCESSFUL",
                CommitState.FAILURE, "FAILED",
                CommitState.ERROR, "FAILED",
                CommitState.CANCELED, "CANCELLED");
        for (CommitState state : CommitState.values()) {
            publish(Cloud.status().toBuilder().state(state).build(), 204, "");
            assertThat(api.lastBody()).containsEntry("state", words.get(state));
        }
    }

    @Test
    void aRefIsWrittenInFull() throws Exception {
        for (String ref : List.of("feature/x", "refs/heads/feature/x")) {
            publish(Cloud.status().toBuilder().ref(ref).build(), 204, "");
            assertThat(api.lastBody()).containsEntry("ref", "refs/heads/feature/x");
        }
        publish(Cloud.status().toBuilder().ref("refs/tags/v1.0").build(), 204, "");
        assertThat(api.lastBody()).containsEntry("ref", "refs/tags/v1.0");
        publish(Cloud.status(), 204, "");
        assertThat(api.lastBody()).isNotEmpty().doesNotContainKey("ref");
        publish(Cloud.status().toBuilder().ref("x".repeat(1014)).build(), 204, "");
        assertThat(api.lastBody())
                .as("longer than the server takes, in full")
                .isNotEmpty()
                .doesNotContainKey("ref");
        publish(Cloud.status().toBuilder().ref("x".repeat(1013)).build(), 204, "");
        assertThat(api.lastBody()).containsEntry("ref", "refs/heads/" + "x".repeat(1013));
    }

    @Test
    void aPersonalRepositoryIsAProject() throws Exception {
        Server.open("https://git.example.com/users/jane/repos/r", Map.of("token", "t"), api.then(204, ""))
                .publish(Cloud.status());

        assertThat(api.requests().get(0).uri())
                .isEqualTo(URI.create("https://git.example.com/rest/api/latest/projects/~jane/repos/r/commits/"
                        + Cloud.SHA + "/builds"));
    }

    @Test
    void anUnknownCommitIsNotVisibleYet() throws Exception {
        for (int status : new int[] {400, 404}) {
            assertThat(publish(status, Server.error("Commit does not exist", "commit.NoSuchCommitException")))
                    .isEqualTo(PublishResult.notVisible("HTTP " + status + ": Commit does not exist"));
        }
    }

    @Test
    void aKnownAccountWithoutPermissionIsForbiddenThoughTheStatusIs401() throws Exception {
        String body = Server.error("You are not permitted to access this resource", "AuthorisationException");
        api.then(401, body, "X-AUSERNAME", "jane");
        assertRejected(Server.session(api).publish(Cloud.status()), Rejection.FORBIDDEN, "permission to read");

        api.then(401, body, "X-AUSERNAME", "anonymous").then(401, body);
        assertRejected(Server.session(api).publish(Cloud.status()), Rejection.CREDENTIALS, "HTTP 401: You are not");
        assertRejected(Server.session(api).publish(Cloud.status()), Rejection.CREDENTIALS, "put a new one");
    }

    @Test
    void errorsAreToldWithTheirField() throws Exception {
        assertRejected(
                publish(
                        400,
                        "{\"errors\":[{\"context\":\"key\",\"message\":\"too\\nlong\",\"exceptionName\":null},null,7,"
                                + "{\"message\":\"more\"}]}"),
                Rejection.INVALID,
                "HTTP 400: key: too long; more");
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        assertRejected(publish(403, ""), Rejection.FORBIDDEN, "permission to read prj/my-repo");
        assertRejected(
                publish(403, Server.error("You may not", "AuthorisationException")),
                Rejection.FORBIDDEN,
                "permission to read prj/my-repo");
        assertThat(publish(403, Server.error("XSRF check failed", "web.XsrfException")))
                .as("its own words say why")
                .isEqualTo(PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403: XSRF check failed"));
        assertRejected(
                publish(404, Server.error("Repository PRJ/my-repo does not exist.", "x.NoSuchRepositoryException")),
                Rejection.NOT_FOUND,
                "check the address");
        assertThat(api.requests()).as("a clear answer raises no question").hasSize(4);
    }

    @Test
    void serverErrorsAreWorthAnotherAttempt() throws Exception {
        for (int status : List.of(408, 500, 502, 503, 504)) {
            assertThat(publish(status, "Server Error")).isEqualTo(PublishResult.retry("HTTP " + status));
        }
    }

    @Test
    void aLimitIsKeptAsTheServerTellsIt() throws Exception {
        assertWait(7, "Retry-After", "7", "X-RateLimit-Interval-Seconds", "60");
        assertWait(60, "Retry-After", "0", "X-RateLimit-Interval-Seconds", "60");
        assertWait(60, "X-RateLimit-Interval-Seconds", "60");
        assertWait(1, "Retry-After", "0", "X-RateLimit-Interval-Seconds", "soon");
        assertThat(publish(429, "")).isEqualTo(PublishResult.rateLimited("HTTP 429"));
    }

    @Test
    void theLastOfTheBucketIsPublishedAndPauses() throws Exception {
        assertPause(Duration.ofSeconds(5), "X-RateLimit-Remaining", "0", "X-RateLimit-Interval-Seconds", "5");
        assertPause(Duration.ofSeconds(1), "X-RateLimit-Remaining", "0");
        api.then(204, "", "X-RateLimit-Remaining", "1", "Retry-After", "0");
        assertThat(Server.session(api).publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(Server.session(api)).hasToString("Bitbucket prj/my-repo at git.example.com");
    }

    private void assertPause(Duration pause, String... headers) throws Exception {
        api.then(204, "", headers);
        assertThat(Server.session(api).publish(Cloud.status()))
                .isEqualTo(PublishResult.published().andPause(pause));
    }

    private void assertWait(long seconds, String... headers) throws Exception {
        api.then(429, "", headers);
        assertThat(Server.session(api).publish(Cloud.status()))
                .isEqualTo(PublishResult.rateLimited("HTTP 429", Duration.ofSeconds(seconds)));
    }

    private PublishResult publish(int status, String body) throws Exception {
        return publish(Cloud.status(), status, body);
    }

    private PublishResult publish(CommitStatus status, int answer, String body) throws Exception {
        return Server.session(api.then(answer, body)).publish(status);
    }

    private static void assertRejected(PublishResult result, Rejection kind, String part) {
        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part);
        });
    }
}
