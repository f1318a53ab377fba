package io.commitstatus.testing.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Call;
import io.commitstatus.testing.forge.ShownStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInAzureDevOpsTest {
    private static final String SHA = "a".repeat(40);
    private static final String JWT = "eyJh.b.c";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final StandInAzureDevOps azure = StandInAzureDevOps.start(clock);

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void theNewestStatusOfAGenreAndNameIsShownAndAllAreKept() throws Exception {
        assertThat(post(status("pending", "fluxcd", "deploy")).statusCode()).isEqualTo(201);
        post(status("failed", "other", "deploy"));
        HttpResponse<String> created = post(status("succeeded", "fluxcd", "deploy"));
        assertThat(created.body()).contains("\"id\":3", "\"state\":\"succeeded\"", "\"genre\":\"fluxcd\"");

        assertThat(azure.shown("P/R", SHA, "fluxcd/deploy"))
                .map(ShownStatus::state)
                .contains("succeeded");
        assertThat(azure.shown("p/r", SHA)).containsOnlyKeys("fluxcd/deploy", "other/deploy");
        assertThat(azure.statuses("p/r", SHA))
                .extracting(ShownStatus::state)
                .containsExactly("succeeded", "failed", "pending");
    }

    @Test
    void theListIsWrappedAndComesInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            post(status("pending", "g", "n" + i));
            post(status("succeeded", "g", "n" + i));
        }
        assertThat(get("").body()).contains("\"count\":6");
        assertThat(get("&latestOnly=true&top=2&skip=2").body())
                .contains("\"count\":1", "\"name\":\"n0\"")
                .doesNotContain("pending");
    }

    @Test
    void whatAzureDevOpsRefusesIsRefused() throws Exception {
        assertThat(post(status("success", "g", "n")).statusCode()).isEqualTo(400);
        assertThat(post(status("succeeded", "g", "")).statusCode()).isEqualTo(400);
        assertThat(post(Map.of("state", "succeeded")).statusCode()).isEqualTo(400);
    }

    @Test
    void aRequestNeedsAVersionThatIsThere() throws Exception {
        assertThat(version("").body()).contains("VssVersionNotSpecifiedException");
        assertThat(version("?api-version=7.1").statusCode()).isEqualTo(201);
        assertThat(version("?api-version=7.2").body()).contains("VssInvalidPreviewVersionException");
        assertThat(version("?api-version=7.2-preview.2").statusCode()).isEqualTo(201);
        azure.newestVersion("5.0");
        assertThat(version("?api-version=6.0-preview").body()).contains("VssVersionOutOfRangeException");
        assertThat(version("?api-version=5.0").statusCode()).isEqualTo(201);
    }

    @Test
    void aPersonalAccessTokenIsAPasswordAndAJwtABearerToken() throws Exception {
        azure.onlyTokens("pat", JWT);
        assertThat(authorized(basic("pat")).statusCode()).isEqualTo(201);
        assertThat(authorized("Bearer " + JWT).statusCode()).isEqualTo(201);
        assertThat(authorized(basic(JWT)).statusCode()).isEqualTo(201);
        assertThat(authorized("Bearer pat").statusCode()).isEqualTo(302);
        assertThat(authorized("Basic %%%").statusCode()).isEqualTo(302);
        azure.revoke("pat");
        assertThat(authorized(basic("pat")).statusCode()).isEqualTo(302);
    }

    @Test
    void strangersAreSentToSignIn() throws Exception {
        azure.onlyTokens("another");
        HttpResponse<String> redirect = post(status("succeeded", "g", "n"));
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).contains(azure.url() + "/_signin");
        assertThat(Call.get(azure.url().resolve("/_signin")).body()).contains("Sign In");

        azure.signIn(203);
        HttpResponse<String> page = post(status("succeeded", "g", "n"));
        assertThat(page.statusCode()).isEqualTo(203);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(azure.statuses("p/r", SHA)).isEmpty();
    }

    @Test
    void errorsHaveTypes() throws Exception {
        azure.commitVisible(SHA, false);
        assertThat(post(status("succeeded", "g", "n")).body()).contains("\"GitObjectDoesNotExistException\"");
        azure.commitVisible(SHA, true);
        azure.forbid("p/r");
        assertThat(post(status("succeeded", "g", "n")).body()).contains("\"GitNeedsPermissionException\"");
        azure.onlyRepositories("p/other");
        assertThat(post(status("succeeded", "g", "n")).body()).contains("\"GitRepositoryNotFoundException\"");
        azure.onlyRepositories("other/r");
        assertThat(post(status("succeeded", "g", "n")).body()).contains("\"ProjectDoesNotExistWithNameException\"");
    }

    @Test
    void theLimitFirstAsksForASlowerPaceAndThenBlocks() throws Exception {
        azure.pace(Duration.ofSeconds(30));
        HttpResponse<String> slow = post(status("succeeded", "g", "n"));
        assertThat(slow.statusCode()).isEqualTo(201);
        assertThat(slow.headers().firstValue("Retry-After")).contains("30");
        assertThat(azure.limitViolations()).isZero();
        post(status("succeeded", "g", "n"));
        assertThat(azure.limitViolations()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(30));
        assertThat(post(status("succeeded", "g", "n")).headers().firstValue("Retry-After"))
                .isEmpty();
        azure.block(Duration.ofSeconds(10));
        assertThat(post(status("succeeded", "g", "n")).body()).contains("TF400733");
        clock.advance(Duration.ofSeconds(10));
        assertThat(post(status("succeeded", "g", "n")).statusCode()).isEqualTo(201);
    }

    @Test
    void addressesAreThoseOfAServer() {
        assertThat(azure.address("My Project/repo")).isEqualTo(azure.apiUrl() + "/My%20Project/_git/repo");
        assertThat(List.of(azure.apiUrl().getPath().split("/"))).containsExactly("", "tfs", "DefaultCollection");
    }

    private static String basic(String token) {
        return "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> status(String state, String genre, String name) {
        return Map.of("state", state, "context", Map.of("genre", genre, "name", name));
    }

    private HttpResponse<String> post(Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", "?api-version=5.0", Call.json(body), "Bearer " + JWT);
    }

    private HttpResponse<String> version(String query) throws IOException, InterruptedException {
        return send("POST", query, Call.json(status("succeeded", "g", "n")), "Bearer " + JWT);
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return send("GET", "?api-version=5.0" + query, "", "Bearer " + JWT);
    }

    private HttpResponse<String> authorized(String authorization) throws IOException, InterruptedException {
        return send("POST", "?api-version=5.0", Call.json(status("succeeded", "g", "n")), authorization);
    }

    private HttpResponse<String> send(String method, String query, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(statuses(query))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", authorization)
                .timeout(Duration.ofSeconds(5))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI statuses(String query) {
        return URI.create(azure.apiUrl() + "/p/_apis/git/repositories/r/commits/" + SHA + "/statuses" + query);
    }
}
