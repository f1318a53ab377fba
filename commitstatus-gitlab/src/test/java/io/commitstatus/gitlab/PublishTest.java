package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());

    @Test
    void aStatusIsPostedAsGitLabWantsIt() throws Exception {
        CommitStatus status = GitLab.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .ref("main")
                .build();

        assertThat(publish(status, 201, "")).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri().toString())
                .as("the project is one segment, encoded once")
                .isEqualTo("https://gitlab.com/api/v4/projects/My-Group%2FSub%2FMy.Project/statuses/" + GitLab.SHA);
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
        publish(CommitStatus.success(sha, GitLab.KEY, ""), 201, "");

        assertThat(api.requests().get(0).uri().getPath()).endsWith("/statuses/" + sha);
    }

    @Test
    void eachStateHasItsWord() throws Exception {
        Map<CommitState, String> words = Map.of(
                CommitState.PENDING, "pending",
                CommitState.RUNNING, "running",
                CommitState.SUCCESS, "success",
                CommitState.FAILURE, "failed",
                CommitState.ERROR, "failed",
                CommitState.CANCELED, "canceled");
        for (CommitState state : CommitState.values()) {
            publish(GitLab.status(state), 201, "{}");
            assertThat(api.lastBody()).containsEntry("state", words.get(state));
        }
    }

    @Test
    void aBranchOrTagIsNamedWithoutItsPrefix() throws Exception {
        for (String ref : List.of("v1.0", "refs/tags/v1.0", "refs/heads/v1.0")) {
            publish(GitLab.status().toBuilder().ref(ref).build(), 201, "{}");
            assertThat(api.lastBody()).containsEntry("ref", "v1.0");
        }
    }

    @Test
    void aRefThatIsTooLongForGitLabIsLeftOut() throws Exception {
        publish(GitLab.status().toBuilder().ref("r".repeat(255)).build(), 201, "");
        publish(GitLab.status().toBuilder().ref("r".repeat(256)).build(), 201, "");

        assertThat(api.body(0)).containsEntry("ref", "r".repeat(255));
        assertThat(api.body(1)).doesNotContainKey("ref");
    }

    @Test
    void anUnknownCommitIsNotVisibleYet() throws Exception {
        assertThat(publish(404, "{\"message\":\"404 Commit Not Found\"}"))
                .isInstanceOfSatisfying(
                        PublishResult.NotVisible.class,
                        it -> assertThat(it.reason()).contains("HTTP 404: 404 Commit Not Found", "from a fork"));
        assertThat(publish(404, "{\"message\":\"404 References for commit Not Found\"}"))
                .isInstanceOfSatisfying(
                        PublishResult.NotVisible.class,
                        it -> assertThat(it.reason()).contains("needs that ref"));
    }

    @Test
    void anotherUpdateInProgressIsWorthAnotherAttempt() throws Exception {
        assertThat(publish(409, "{\"message\":\"Another update to this commit status is in progress\"}"))
                .isEqualTo(PublishResult.retry("HTTP 409: Another update to this commit status is in progress"));
    }

    @Test
    void aFullPipelineIsTheCeiling() throws Exception {
        assertRejected(
                publish(422, "{\"message\":\"The number of jobs has exceeded the limit\"}"),
                Rejection.CEILING,
                "HTTP 422: The number of jobs");
    }

    @Test
    void errorsOfEachShapeAreToldOnOneLine() throws Exception {
        assertRejected(
                publish(400, "{\"message\":{\"ref\":[\"is too\\nlong\",7,\"is bad\"],\"target_url\":[\"x\"]}}"),
                Rejection.INVALID,
                "HTTP 400: ref: is too long; ref: is bad; target_url: x");
        assertRejected(
                publish(400, "{\"error\":\"state does not have a valid value\"}"),
                Rejection.INVALID,
                "HTTP 400: state does not have a valid value");
        assertRejected(
                publish(403, "{\"error\":\"insufficient_scope\",\"error_description\":\"needs more\"}"),
                Rejection.FORBIDDEN,
                "HTTP 403: insufficient_scope; needs more");
        api.then(403, "Forbidden\n", "Content-Type", "text/plain");
        assertRejected(publish(), Rejection.FORBIDDEN, "HTTP 403: Forbidden");
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        PublishResult result = publish(422, "{\"message\":\"" + "😀".repeat(10_000) + "\"}");

        assertThat(result)
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        it -> assertThat(it.reason()
                                        .codePointCount(0, it.reason().length()))
                                .isLessThan(400));
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        assertRejected(publish(401, "{\"message\":\"401 Unauthorized\"}"), Rejection.CREDENTIALS, "put a new one");
        assertRejected(publish(403, "{\"message\":\"403 Forbidden\"}"), Rejection.FORBIDDEN, "role Developer");
        assertRejected(publish(404, "{\"message\":\"404 Project Not Found\"}"), Rejection.NOT_FOUND, "numeric id");
        assertRejected(publish(404, "{\"message\":\"404 Project Not Found\"}"), Rejection.NOT_FOUND, "may not see it");
        assertRejected(
                publish(404, "{\"message\":\"404 Project Not Found\"}"),
                Rejection.NOT_FOUND,
                "annotation commitstatus.io/api-url");
        assertRejected(
                publish(405, "{\"message\":\"Non GET methods are not allowed for moved projects\"}"),
                Rejection.NOT_FOUND,
                "former path");
        assertRejected(
                publish(400, "{\"message\":{\"name\":[\"has already been taken\"]}}"),
                Rejection.INVALID,
                "another key");
    }

    @Test
    void aPageInPlaceOfA404SaysWhatToConfigure() throws Exception {
        for (String type : List.of("text/html; charset=utf-8", "text/plain")) {
            api.then(
                    404,
                    "<!DOCTYPE html><html><body>The requested URL was not found</body></html>",
                    "Content-Type",
                    type);
            assertThat(publish())
                    .isInstanceOfSatisfying(
                            PublishResult.Retry.class,
                            it -> assertThat(it.reason())
                                    .contains(
                                            "%2F",
                                            "AllowEncodedSlashes NoDecode",
                                            "commitstatus.io/project to the project's numeric id",
                                            "commitstatus.io/api-url"));
        }
    }

    @Test
    void aRefusalThatSaysWhyIsLeftAlone() throws Exception {
        String terms = "You must accept the Terms of Service";

        assertThat(publish(403, "{\"message\":\"" + terms + "\"}"))
                .isEqualTo(PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403: " + terms));
    }

    @Test
    void aPageInPlaceOfSuccessIsNone() throws Exception {
        api.then(200, "<html>Sign in</html>", "Content-Type", "text/html");

        assertThat(publish()).isInstanceOf(PublishResult.Retry.class);
    }

    @Test
    void aRedirectThatWasNotFollowedIsRefused() throws Exception {
        api.then(301, "", "Location", "https://elsewhere.example.com/secret");

        assertRejected(publish(), Rejection.INVALID, "redirected to https://elsewhere.example.com;");
    }

    @Test
    void serverErrorsAreWorthAnotherAttempt() throws Exception {
        for (int status : List.of(408, 500, 502, 503, 504)) {
            assertThat(publish(status, "Server Error")).isEqualTo(PublishResult.retry("HTTP " + status));
        }
    }

    @Test
    void anyBodyIsSurvived() throws Exception {
        for (String body : List.of("", "{", "null", "[]", "7", "\"text\"", "{\"message\":{}}", "{\"error\":{}}")) {
            assertThat(publish(201, body)).isEqualTo(PublishResult.published());
            assertThat(publish(200, body)).isEqualTo(PublishResult.published());
            assertRejected(publish(422, body), Rejection.INVALID, "HTTP 422");
        }
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(GitLab.session(api, GitLab.clock()).toString())
                .isEqualTo("GitLab my-group/sub/my.project at gitlab.com");
    }

    private PublishResult publish() throws Exception {
        return GitLab.session(api, GitLab.clock()).publish(GitLab.status());
    }

    private PublishResult publish(int status, String body) throws Exception {
        return publish(GitLab.status(), status, body);
    }

    private PublishResult publish(CommitStatus status, int answer, String body) throws Exception {
        return GitLab.session(api.then(answer, body), GitLab.clock()).publish(status);
    }

    private static void assertRejected(PublishResult result, Rejection kind, String part) {
        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part);
        });
    }
}
