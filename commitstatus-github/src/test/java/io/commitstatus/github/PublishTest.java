package io.commitstatus.github;

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
    private final ScriptedApi api = new ScriptedApi(GitHub.clock());

    @Test
    void aStatusIsPostedAsGitHubWantsIt() throws Exception {
        CommitStatus status = GitHub.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();

        assertThat(publish(status, 201, "")).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri())
                .isEqualTo(URI.create("https://api.github.com/repos/my-org/my.repo/statuses/" + GitHub.SHA));
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

    @Test
    void eachStateHasItsWord() throws Exception {
        Map<CommitState, String> words = Map.of(
                CommitState.PENDING, "pending",
                CommitState.RUNNING, "pending",
                CommitState.SUCCESS, "success",
                CommitState.FAILURE, "failure",
                CommitState.ERROR, "error",
                CommitState.CANCELED, "error");
        for (CommitState state : CommitState.values()) {
            publish(GitHub.status().toBuilder().state(state).build(), 201, "{}");
            assertThat(api.lastBody()).containsEntry("state", words.get(state));
        }
    }

    @Test
    void anUnknownCommitIsNotVisibleYet() throws Exception {
        assertThat(publish(422, "{\"message\":\"No commit found for SHA: " + GitHub.SHA + "\"}"))
                .isInstanceOfSatisfying(
                        PublishResult.NotVisible.class,
                        it -> assertThat(it.reason()).startsWith("HTTP 422: No commit found"));
    }

    @Test
    void aFullContextIsTheCeiling() throws Exception {
        String text = "This SHA and context has reached the maximum number of statuses.";

        assertRejected(
                publish(
                        422,
                        "{\"message\":\"Validation Failed\",\"errors\":[{\"code\":\"custom\",\"message\":\"" + text
                                + "\"}]}"),
                Rejection.CEILING,
                text);
        assertRejected(
                publish(422, "{\"message\":\"Validation Failed\",\"errors\":[\"" + text + "\"]}"),
                Rejection.CEILING,
                text);
        assertRejected(publish(422, "{\"message\":\"" + text + "\"}"), Rejection.CEILING, text);
    }

    @Test
    void errorsOfEachShapeAreToldOnOneLine() throws Exception {
        assertRejected(
                publish(
                        422,
                        "{\"message\":\"Validation\\nFailed\",\"errors\":[{\"resource\":\"Status\",\"field\":\"state\","
                                + "\"code\":\"missing_field\"},\"a text\",7,null]}"),
                Rejection.INVALID,
                "HTTP 422: Validation Failed; Status state missing_field; a text");
        assertRejected(publish(422, "{\"message\":\"x\",\"errors\":\"one text\"}"), Rejection.INVALID, "x; one text");
        assertRejected(
                publish(400, "{\"message\":\"Problems parsing JSON\"}"), Rejection.INVALID, "HTTP 400: Problems");
    }

    @Test
    void aRefusalThatSaysWhyIsLeftAlone() throws Exception {
        String addresses =
                "Although you appear to have the correct authorization credentials, the organization has an IP"
                        + " allow list enabled";

        assertThat(publish(403, "{\"message\":\"" + addresses + "\"}"))
                .isEqualTo(PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403: " + addresses));
    }

    @Test
    void singleSignOnNamesWhereToAllowTheToken() throws Exception {
        api.then(
                403,
                "{\"message\":\"Resource protected by organization SAML enforcement.\"}",
                "X-GitHub-SSO",
                "required; url=https://github.com/orgs/octo/sso?authorization_request=A1B2");

        assertThat(GitHub.session(api, GitHub.clock()).publish(GitHub.status()))
                .isEqualTo(PublishResult.rejected(
                        Rejection.FORBIDDEN,
                        "HTTP 403: Resource protected by organization SAML enforcement. (allow the token for the"
                                + " organization's single sign-on, at"
                                + " https://github.com/orgs/octo/sso?authorization_request=A1B2)"));
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
        assertRejected(publish(401, "{\"message\":\"Bad credentials\"}"), Rejection.CREDENTIALS, "put a new one");
        assertRejected(
                publish(403, "{\"message\":\"Resource not accessible by integration\"}"),
                Rejection.FORBIDDEN,
                "Commit statuses: write");
        assertRejected(publish(404, "{\"message\":\"Not Found\"}"), Rejection.NOT_FOUND, "may not see it");
        assertRejected(publish(404, "{\"message\":\"Not Found\"}"), Rejection.NOT_FOUND, "may read it but not write");
        assertRejected(publish(410, ""), Rejection.NOT_FOUND, "HTTP 410");
    }

    @Test
    void aRedirectThatWasNotFollowedIsRefused() throws Exception {
        api.then(301, "", "Location", "https://elsewhere.example.com/secret");

        assertRejected(
                GitHub.session(api, GitHub.clock()).publish(GitHub.status()),
                Rejection.INVALID,
                "redirected to https://elsewhere.example.com;");
    }

    @Test
    void serverErrorsAreWorthAnotherAttempt() throws Exception {
        for (int status : List.of(408, 500, 502, 503, 504)) {
            assertThat(publish(status, "Server Error")).isEqualTo(PublishResult.retry("HTTP " + status));
        }
    }

    @Test
    void anyBodyIsSurvived() throws Exception {
        for (String body : List.of("", "{", "null", "[]", "7", "\"text\"", "{\"message\":{}}", "{\"errors\":{}}")) {
            assertThat(publish(201, body)).isEqualTo(PublishResult.published());
            assertRejected(publish(422, body), Rejection.INVALID, "HTTP 422");
        }
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(GitHub.session(api, GitHub.clock()).toString()).isEqualTo("GitHub my-org/my.repo at api.github.com");
    }

    private PublishResult publish(int status, String body) throws Exception {
        return publish(GitHub.status(), status, body);
    }

    private PublishResult publish(CommitStatus status, int answer, String body) throws Exception {
        return GitHub.session(api.then(answer, body), GitHub.clock()).publish(status);
    }

    private static void assertRejected(PublishResult result, Rejection kind, String part) {
        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part);
        });
    }
}
