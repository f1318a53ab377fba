package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.VectorsContract;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VectorsTest extends VectorsContract {

    VectorsTest() {
        super(
                "https://github.com/my-org/my.repo",
                List.of("github"),
                Map.of("provider-construction-errors", 10, "http-exchange", 2, "state-mapping", 1, "dedupe", 4));
    }

    @Override
    protected PublisherSession open(String address, Map<String, String> secret, ScriptedApi api) {
        return GitHub.open(address, secret, api, GitHub.clock());
    }

    @Override
    protected void assertTaken(TestVector vector, ApiRequest request) {
        vector.find("expect", "tokenUsed")
                .ifPresent(it -> assertThat(request.headers()).containsEntry("Authorization", "Bearer " + it));
        vector.find("expect", "baseUrl")
                .ifPresent(it -> assertThat(request.uri().toString()).startsWith(it.toString()));
    }

    @Override
    protected String word(CommitState state) {
        return States.word(state);
    }

    @Override
    protected CommitStatus.Builder wanted(TestVector vector, CommitState state) {
        return CommitStatus.builder(GitHub.SHA, vector.text("input", "new", "context"), state);
    }

    @Override
    protected ForgeResponse existing(TestVector vector) {
        return ForgeResponse.json(
                200, Map.of("statuses", vector.find("input", "existing").orElseThrow()));
    }

    @Test
    void theSameSecretsAreOfAnApp() {
        List<TestVector> apps = vectors.read("provider-construction-errors").stream()
                .filter(it -> it.has("githubAppClient", "input", "op"))
                .toList();
        assertThat(apps).hasSize(5).allSatisfy(vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> mint(vector)).isInstanceOf(InvalidFieldException.class);
                return;
            }
            ApiRequest request = mint(vector);
            String url = request.uri().toString();
            assertThat(url)
                    .startsWith(vector.find("expect", "apiURL")
                            .orElse("https://api.github.com")
                            .toString());
            vector.find("expect", "installationID")
                    .ifPresent(it -> assertThat(url).endsWith("/app/installations/" + it + "/access_tokens"));
            vector.find("expect", "installationOwner")
                    .ifPresent(it -> assertThat(url).endsWith("/repos/" + it + "/r/installation"));
            String jwt = String.valueOf(request.headers().get("Authorization"));
            assertThat(new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                    .contains("\"iss\":\"" + vector.find("expect", "appID").orElseThrow() + "\"");
        });
    }

    /** The first request for a token. */
    private static ApiRequest mint(TestVector vector) throws Exception {
        Map<String, String> secret = vector.secret();
        secret.replaceAll((key, value) -> value.replace("<RSA private key PEM>", AppKeys.PKCS1));
        String host = secret.containsKey(GitHubApp.BASE_URL) ? "github.example.com" : "github.com";
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(503, "{}");
        PublisherSession session = GitHub.open("https://" + host + "/my-org/r", secret, api, GitHub.clock());
        assertThatThrownBy(() -> session.publish(GitHub.status())).isInstanceOf(IOException.class);
        return api.requests().get(0);
    }

    @TestFactory
    Stream<DynamicTest> requestsAreDescribed() {
        String answers = "201 {} then 200 {\"statuses\":[]}";
        return Stream.of(
                described("github.json", "https://api.github.com", "https://github.com/o/r", answers),
                described(
                        "github-ghes-3.19.json",
                        "https://ghe.example.com/api/v3",
                        "https://ghe.example.com/o/r",
                        answers));
    }
}
