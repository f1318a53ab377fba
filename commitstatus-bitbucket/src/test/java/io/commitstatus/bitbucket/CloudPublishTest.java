package io.commitstatus.bitbucket;

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

class CloudPublishTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @Test
    void aStatusIsPostedAsBitbucketWantsIt() throws Exception {
        CommitStatus status = Cloud.status().toBuilder().ref("main").build();

        assertThat(publish(status, 201, "")).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri())
                .isEqualTo(URI.create("https://api.bitbucket.org/2.0/repositories/my-team/my.repo/commit/" + Cloud.SHA
                        + "/statuses/build"));
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization",
                        "Basic ZGV2QGV4YW1wbGUuY29tOnNxdWVhbWlzaC1vc3NpZnJhZ2U=",
                        "Accept",
                        "application/json"));
        assertThat(request.json())
                .contains(Map.of(
                        "key", Cloud.VENDOR_KEY,
                        "state", "SUCCESSFUL",
                        "url", "https://ci.example.com/1",
                        "name", Cloud.KEY,
                        "description", "apply succeeded",
                        "refname", "main"));
    }

    @Test
    void eachStateHasItsWord() throws Exception {
        Map<CommitState, String> words = Map.of(
                CommitState.PENDING, "INPROGRESS",
                CommitState.RUNNING, "INPROGRESS",
                CommitState.SUCCESS, "SUCCESSFUL",
                CommitState.FAILURE, "FAILED",
                CommitState.ERROR, "FAILED",
                CommitState.CANCELED, "STOPPED");
        for (CommitState state : CommitState.values()) {
            publish(Cloud.status().toBuilder().state(state).build(), 201, "{}");
            assertThat(api.lastBody()).containsEntry("state", words.get(state));
        }
    }

    @Test
    void aBranchIsNamedWithoutItsPrefix() throws Exception {
        for (String ref : List.of("refs/heads/feature/x", "feature/x")) {
            publish(Cloud.status().toBuilder().ref(ref).build(), 201, "");
            assertThat(api.lastBody()).containsEntry("refname", "feature/x");
        }
        publish(Cloud.status(), 201, "");
        assertThat(api.lastBody()).isNotEmpty().doesNotContainKey("refname");
    }

    @Test
    void bracesInUuidsAndTargetUrlsAreEscaped() throws Exception {
        CommitStatus status = Cloud.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/%7Bcommit.hash%7D"))
                .build();
        Cloud.open("https://bitbucket.org/{T}/{R}", "t", api.then(201, ""), Cloud.clock())
                .publish(status);

        assertThat(api.requests().get(0).uri().toString()).contains("/repositories/%7Bt%7D/%7Br%7D/commit/");
        assertThat(api.lastBody()).containsEntry("url", "https://ci.example.com/%7Bcommit.hash%7D");
    }

    @Test
    void anUnknownCommitIsNotVisibleYet() throws Exception {
        assertThat(publish(404, "{\"type\":\"error\",\"error\":{\"message\":\"Commit not found\"}}"))
                .isEqualTo(PublishResult.notVisible("HTTP 404: Commit not found"));
    }

    @Test
    void errorsOfEachShapeAreToldOnOneLine() throws Exception {
        String tooLong = "Ensure this value has at most 40 characters (it has 48).";
        assertRejected(
                publish(
                        400,
                        "{\"type\":\"error\",\"error\":{\"message\":\"key: " + tooLong + "\",\"fields\":{\"key\":[\""
                                + tooLong + "\"]}}}"),
                Rejection.INVALID,
                "HTTP 400: key: " + tooLong);
        assertRejected(
                publish(
                        400,
                        "{\"error\":{\"message\":\"Bad\\nrequest\",\"fields\":{\"name\":[\"Enter a valid name.\"]},"
                                + "\"detail\":\"more\"}}"),
                Rejection.INVALID,
                "HTTP 400: Bad request; name: Enter a valid name.; more");
        assertThat(reason(publish(400, "{\"error\":{\"message\":\"" + "😀".repeat(10_000) + "\"}}"))
                        .codePoints())
                .hasSizeLessThan(400);
    }

    @Test
    void a401SaysWhichFormHasEnded() throws Exception {
        assertUnauthorized("dev@example.com:squeamish", "expired");
        assertUnauthorized("squeamish", "email:api-token");
        assertUnauthorized("developer:squeamish", "app passwords ended on 2026-07-28");
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        assertRejected(
                publish(403, "{\"type\":\"error\",\"error\":{\"message\":\"Forbidden\"}}"),
                Rejection.FORBIDDEN,
                "only the account that posted a status");
        assertRejected(publish(403, ""), Rejection.FORBIDDEN, "read:repository:bitbucket");
        String scope = "Your credentials lack one or more required privilege scopes.";
        assertThat(publish(403, "{\"error\":{\"message\":\"" + scope + "\"}}"))
                .isEqualTo(
                        PublishResult.rejected(
                                Rejection.FORBIDDEN,
                                "HTTP 403: " + scope
                                        + " (the token needs the scope repository, as an API token read:repository:bitbucket)"));
        String address = "To access this repository, an allowlisted IP must be used.";
        assertThat(publish(403, "{\"error\":{\"message\":\"" + address + "\"}}"))
                .as("its own words say why")
                .isEqualTo(PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403: " + address));
        assertRejected(publish(404, "{}"), Rejection.NOT_FOUND, "there is no my-team/my.repo");
        assertRejected(
                publish(410, "{\"error\":{\"message\":\"CHANGE-1234 - Functionality has been deprecated\"}}"),
                Rejection.INVALID,
                "CHANGE-1234");
    }

    @Test
    void serverErrorsAreWorthAnotherAttempt() throws Exception {
        for (int status : List.of(408, 500, 502, 503, 504)) {
            assertThat(publish(status, "Server Error")).isEqualTo(PublishResult.retry("HTTP " + status));
        }
    }

    @Test
    void anyBodyIsSurvived() throws Exception {
        for (String body : List.of(
                "", "{", "null", "[]", "{\"error\":\"x\"}", "{\"error\":{\"fields\":{\"a\":7,\"b\":[null]}}}")) {
            assertThat(publish(201, body)).isEqualTo(PublishResult.published());
            assertRejected(publish(400, body), Rejection.INVALID, "HTTP 400");
        }
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(Cloud.session(api, Cloud.clock()))
                .hasToString("Bitbucket Cloud my-team/my.repo at api.bitbucket.org");
    }

    private void assertUnauthorized(String token, String part) throws Exception {
        api.then(401, "<html>Unauthorized</html>");
        PublishResult result = Cloud.open("https://bitbucket.org/o/r", token, api, Cloud.clock())
                .publish(Cloud.status());
        assertRejected(result, Rejection.CREDENTIALS, part);
        assertThat(reason(result)).startsWith("HTTP 401 (").doesNotContain("squeamish");
    }

    private PublishResult publish(int status, String body) throws Exception {
        return publish(Cloud.status(), status, body);
    }

    private PublishResult publish(CommitStatus status, int answer, String body) throws Exception {
        return Cloud.session(api.then(answer, body), Cloud.clock()).publish(status);
    }

    private static String reason(PublishResult result) {
        return ((PublishResult.Rejected) result).reason();
    }

    private static void assertRejected(PublishResult result, Rejection kind, String part) {
        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part);
        });
    }
}
