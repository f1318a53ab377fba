package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishTest {
    private static final String SIGN_IN = "<html><body>Sign in</body></html>";

    private final ScriptedApi api = new ScriptedApi(AzureDevOps.clock());

    @Test
    void aStatusIsPostedAsAzureDevOpsWantsIt() throws Exception {
        CommitStatus status = AzureDevOps.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();

        assertThat(publish(status, 201, "{}")).isEqualTo(PublishResult.published());

        ApiRequest request = api.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri())
                .isEqualTo(
                        URI.create("https://dev.azure.com/my-org/My%20Project/_apis/git/repositories/My.Repo/commits/"
                                + AzureDevOps.SHA + "/statuses?api-version=5.0"));
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Basic OnNxdWVhbWlzaC1vc3NpZnJhZ2U=",
                        "Accept", "application/json",
                        "X-TFS-FedAuthRedirect", "Suppress"));
        assertThat(request.json())
                .contains(Map.of(
                        "state", "succeeded",
                        "context", Map.of("genre", "fluxcd", "name", AzureDevOps.KEY),
                        "description", "apply succeeded",
                        "targetUrl", "https://ci.example.com/1"));
    }

    @Test
    void eachStateHasItsWord() throws Exception {
        Map<CommitState, String> words = Map.of(
                CommitState.PENDING, "pending",
                CommitState.RUNNING, "pending",
                CommitState.SUCCESS, "succeeded",
                CommitState.FAILURE, "failed",
                CommitState.ERROR, "error",
                CommitState.CANCELED, "error");
        for (CommitState state : CommitState.values()) {
            publish(AzureDevOps.status().toBuilder().state(state).build(), 201, "{}");
            assertThat(api.lastBody()).containsEntry("state", words.get(state));
        }
    }

    @Test
    void aGroupIsAPartOfTheGenreAsInFlux() throws Exception {
        assertGenre(AzureDevOps.provider(AzureDevOps.ADDRESS), AzureDevOps.status(), "fluxcd");
        assertGenre(AzureDevOps.provider(AzureDevOps.ADDRESS), grouped("prod/eu"), "fluxcd:prod/eu");
        assertGenre(AzureDevOps.provider(AzureDevOps.ADDRESS), grouped(""), "fluxcd:");
        Provider named = AzureDevOps.annotated(AzureDevOps.ADDRESS, AzureDevOpsPublisher.GENRE, "deploy");
        assertGenre(named, AzureDevOps.status(), "deploy");
        assertGenre(named, grouped("prod"), "deploy:prod");
    }

    @Test
    void theVersionIsTheAnnotations() throws Exception {
        for (String version : List.of("7.1", "7.2-preview.2", "6.0-preview")) {
            Provider provider = AzureDevOps.annotated(AzureDevOps.ADDRESS, AzureDevOpsPublisher.API_VERSION, version);
            assertThat(post(provider, AzureDevOps.status()).uri().getQuery()).isEqualTo("api-version=" + version);
        }
    }

    @Test
    void aPageToSignInIsNoSuccess() throws Exception {
        for (int status : List.of(200, 201, 203)) {
            assertRejected(
                    answer(status, SIGN_IN, "Content-Type", "text/html; charset=utf-8"),
                    Rejection.CREDENTIALS,
                    "HTTP " + status);
            assertRejected(answer(status, SIGN_IN), Rejection.CREDENTIALS, "put a new one");
        }
        assertRejected(answer(203, "{}"), Rejection.CREDENTIALS, "HTTP 203");
        assertRejected(answer(201, "", "Content-Type", ""), Rejection.CREDENTIALS, "HTTP 201");
    }

    @Test
    void aRedirectToSignInIsNotFollowed() throws Exception {
        for (String location : List.of("/_signin", "https://login.example.com/squeamish")) {
            assertRejected(answer(302, "", "Location", location), Rejection.CREDENTIALS, "HTTP 302");
        }
        assertThat(api.requests())
                .allSatisfy(it -> assertThat(it.followsRedirects()).isFalse());
        assertRejected(
                answer(301, "", "Location", "https://other.example.com/squeamish"),
                Rejection.INVALID,
                "redirected to https://other.example.com;");
    }

    @Test
    void aServerThatSignsInWindowsUsersAloneIsNamed() throws Exception {
        for (String offered : List.of("NTLM", "Negotiate", "Negotiate, NTLM")) {
            assertRejected(
                    answer(401, "", "WWW-Authenticate", offered), Rejection.CREDENTIALS, "by NTLM or Negotiate alone");
        }
        for (String offered : List.of("Basic realm=\"x\", NTLM", "Bearer authorization_uri=x, Negotiate", "")) {
            assertRejected(answer(401, "", "WWW-Authenticate", offered), Rejection.CREDENTIALS, "the token is wrong");
        }
    }

    @Test
    void aRedirectToHttpsIsNoWayToSignIn() throws Exception {
        Provider plain = AzureDevOps.provider("http://tfs.example.com/tfs/Coll/p/_git/r");
        for (int status : List.of(301, 302, 303, 307)) {
            api.then(status, "", "Location", "https://tfs.example.com/tfs/Coll/squeamish");
            assertRejected(
                    AzureDevOps.open(plain, Map.of("token", "t"), api).publish(AzureDevOps.status()),
                    Rejection.INVALID,
                    "HTTP " + status + " (the host wants https: write https in the address");
        }
    }

    @Test
    void anErrorIsKnownByItsTypeNotItsText() throws Exception {
        for (String unknown : List.of(
                "GitUnresolvableToCommitException",
                "GitCommitDoesNotExistException",
                "GitObjectDoesNotExistException")) {
            assertThat(error(404, unknown, "Der Commit wurde nicht gefunden."))
                    .isEqualTo(PublishResult.notVisible("HTTP 404: Der Commit wurde nicht gefunden."));
        }
        assertRejected(
                error(400, "ProjectDoesNotExistWithNameException", "TF200016"),
                Rejection.NOT_FOUND,
                "check the address");
        assertRejected(
                error(404, "GitRepositoryNotFoundException", "TF401019"),
                Rejection.NOT_FOUND,
                "HTTP 404: TF401019 (there is no my project/my.repo");
        assertRejected(
                error(400, "VssVersionOutOfRangeException", "too new"),
                Rejection.INVALID,
                "commitstatus.io/api-version");
        assertRejected(error(400, "Other", "VssVersionOutOfRangeException"), Rejection.INVALID, "HTTP 400");
    }

    @Test
    void refusalsSayWhatToDo() throws Exception {
        assertRejected(error(401, "", "TF400813: not authorized"), Rejection.CREDENTIALS, "put a new one");
        assertRejected(error(403, "", ""), Rejection.FORBIDDEN, "the scope Code (status)");
        assertRejected(
                error(403, "UnauthorizedRequestException", "TF400813: The user may not"),
                Rejection.FORBIDDEN,
                "the scope Code (status)");
        assertThat(error(
                        403,
                        "GitNeedsPermissionException",
                        "TF401027: You need the Git 'GenericContribute' permission"))
                .as("its own words say why")
                .isEqualTo(PublishResult.rejected(
                        Rejection.FORBIDDEN, "HTTP 403: TF401027: You need the Git 'GenericContribute' permission"));
        assertRejected(answer(404, ""), Rejection.NOT_FOUND, "commitstatus.io/api-url");
        assertRejected(error(409, "", ""), Rejection.INVALID, "HTTP 409");
    }

    @Test
    void aWaitOnASuccessIsAPause() throws Exception {
        assertThat(answer(200, "{}", "Retry-After", "30"))
                .isEqualTo(PublishResult.published().andPause(Duration.ofSeconds(30)));
        assertThat(answer(201, "{}", "Retry-After", "0", "X-RateLimit-Remaining", "0"))
                .isEqualTo(PublishResult.published());
    }

    @Test
    void aBlockedRequestWaitsForAsLongAsItIsTold() throws Exception {
        String body = "{\"message\":\"TF400733: The request has been canceled\"}";
        String reset = Long.toString(AzureDevOps.NOW.plusSeconds(90).getEpochSecond());
        String reason = "HTTP 429: TF400733: The request has been canceled";

        assertThat(answer(429, body, "Retry-After", "12", "X-RateLimit-Reset", reset))
                .isEqualTo(PublishResult.rateLimited(reason, Duration.ofSeconds(12)));
        assertThat(answer(429, body, "X-RateLimit-Reset", reset))
                .isEqualTo(PublishResult.rateLimited(reason, Duration.ofSeconds(90)));
        assertThat(answer(429, body)).isEqualTo(PublishResult.rateLimited(reason));
    }

    @Test
    void serverErrorsAreWorthAnotherAttempt() throws Exception {
        for (int status : List.of(408, 500, 502, 503, 504)) {
            assertThat(answer(status, "unavailable")).isEqualTo(PublishResult.retry("HTTP " + status));
        }
    }

    @Test
    void aLongMessageIsCutAndOnOneLine() throws Exception {
        assertThat(error(400, "", "a\\nb" + "😀".repeat(10_000)))
                .isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                    assertThat(it.reason()).startsWith("HTTP 400: a b");
                    assertThat(it.reason().codePointCount(0, it.reason().length()))
                            .isLessThan(400);
                });
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(AzureDevOps.session(api).toString()).isEqualTo("Azure DevOps my project/my.repo at dev.azure.com");
    }

    private static CommitStatus grouped(String group) {
        return AzureDevOps.status().toBuilder().group(group).build();
    }

    private void assertGenre(Provider provider, CommitStatus status, String genre) throws Exception {
        post(provider, status);
        assertThat(api.lastBody()).containsEntry("context", Map.of("genre", genre, "name", status.key()));
    }

    private ApiRequest post(Provider provider, CommitStatus status) throws Exception {
        AzureDevOps.open(provider, Map.of("token", "t"), api.then(201, "{}")).publish(status);
        return api.requests().get(api.requests().size() - 1);
    }

    private PublishResult error(int status, String typeKey, String message) throws Exception {
        return answer(status, "{\"typeKey\":\"" + typeKey + "\",\"message\":\"" + message + "\"}");
    }

    private PublishResult answer(int status, String body, String... headers) throws Exception {
        return AzureDevOps.session(api.then(status, body, headers)).publish(AzureDevOps.status());
    }

    private PublishResult publish(CommitStatus status, int answer, String body) throws Exception {
        return AzureDevOps.session(api.then(answer, body)).publish(status);
    }

    private static void assertRejected(PublishResult result, Rejection kind, String part) {
        assertThat(result).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part).doesNotContain("squeamish");
        });
    }
}
