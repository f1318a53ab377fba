package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    private final TestVectors vectors = TestVectors.in(Path.of("..", "..", "shared", "vectors"), VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", VectorsTest::isGitHub, vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector))
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                return;
            }
            ApiRequest request = post(vector);
            vector.find("expect", "tokenUsed")
                    .ifPresent(
                            token -> assertThat(request.headers()).containsEntry("Authorization", "Bearer " + token));
            vector.find("expect", "baseUrl")
                    .ifPresent(base -> assertThat(request.uri().toString()).startsWith(base.toString()));
        });
        assertThat(same).isGreaterThan(7);
    }

    /** But for what is sent before the POST, which is nothing here, and the headers Accept and User-Agent. */
    @Test
    void theSameStatusIsPosted() {
        int same = vectors.check("http-exchange", VectorsTest::isGitHub, vector -> {
            if (vector.has("errorText", "input", "op")) {
                assertThat(refusal()).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(request.method()).isEqualTo(vector.text("expect", "requests", "last", "method"));
            assertThat(request.uri().toString()).isEqualTo(vector.text("expect", "requests", "last", "url"));
            vector.find("expect", "requests", "last", "body")
                    .ifPresent(body -> assertThat(request.json()).contains(body));
            for (String header : List.of("Authorization", "X-GitHub-Api-Version")) {
                vector.find("expect", "requests", "last", "headers", header)
                        .ifPresent(value -> assertThat(request.headers()).containsEntry(header, value.toString()));
            }
        });
        assertThat(same).isGreaterThan(1);
    }

    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check("dedupe", VectorsTest::isGitHub, vector -> {
            CommitState state =
                    CommitState.valueOf(vector.text("input", "new", "state").toUpperCase(Locale.ROOT));
            CommitStatus wanted = CommitStatus.builder(GitHub.SHA, vector.text("input", "new", "context"), state)
                    .description(vector.text("input", "new", "description"))
                    .build();
            Map<String, Object> list =
                    Map.of("statuses", vector.find("input", "existing").orElseThrow());
            ScriptedApi api = new ScriptedApi(GitHub.clock())
                    .then(200, ForgeResponse.json(200, list).body());
            Optional<CommitStatus> shown = GitHub.open(
                            "https://github.com/o/r", Map.of("token", "t"), api, GitHub.clock())
                    .latest(wanted);
            assertThat(shown.filter(it -> SameStatus.test(it, wanted)).isPresent())
                    .isEqualTo(vector.find("expect").orElseThrow());
        });
        assertThat(same).isGreaterThan(3);
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
            assertThat(request.uri().toString())
                    .startsWith(vector.find("expect", "apiURL")
                            .map(Object::toString)
                            .orElse("https://api.github.com"));
            vector.find("expect", "installationID")
                    .ifPresent(id -> assertThat(request.uri().getPath())
                            .endsWith("/app/installations/" + id + "/access_tokens"));
            vector.find("expect", "installationOwner")
                    .ifPresent(owner ->
                            assertThat(request.uri().getPath()).endsWith("/repos/" + owner + "/r/installation"));
            String jwt = String.valueOf(request.headers().get("Authorization"))
                    .replaceFirst("^Bearer [^.]*\\.([^.]*).*", "$1");
            assertThat(new String(Base64.getUrlDecoder().decode(jwt), StandardCharsets.UTF_8))
                    .contains("\"iss\":\"" + vector.find("expect", "appID").orElseThrow() + "\"");
        });
    }

    /** What is said when the host does not take the token. */
    private static String refusal() throws Exception {
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(401, "{}");
        PublishResult result = GitHub.open("https://github.com/o/r", Map.of("token", "t"), api, GitHub.clock())
                .publish(GitHub.status());
        return ((PublishResult.Rejected) result).reason();
    }

    /** The first request for a token. */
    private static ApiRequest mint(TestVector vector) throws Exception {
        Map<String, String> secret = new HashMap<>();
        ((Map<?, ?>) vector.find("input", "secretData").orElseThrow())
                .forEach((key, value) ->
                        secret.put(key.toString(), value.toString().replace("<RSA private key PEM>", AppKeys.PKCS1)));
        String host = secret.containsKey(GitHubApp.BASE_URL) ? "github.example.com" : "github.com";
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(503, "{}");
        PublisherSession session = GitHub.open("https://" + host + "/my-org/r", secret, api, GitHub.clock());
        assertThatThrownBy(() -> session.publish(GitHub.status())).isInstanceOf(IOException.class);
        return api.requests().get(0);
    }

    private static boolean isGitHub(TestVector vector) {
        return vector.has("github", "input", "providerType");
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector) throws Exception {
        Map<String, String> secret = new HashMap<>();
        if (vector.find("input", "secretData").orElse(Map.of()) instanceof Map<?, ?> data) {
            data.forEach((key, value) -> secret.put(key.toString(), String.valueOf(value)));
        }
        for (String key : List.of("token", "password")) {
            Optional<Object> value = vector.find("input", key);
            value.ifPresent(it -> secret.put(key, it.toString()));
        }
        CommitStatus status = CommitStatus.success(GitHub.SHA, vector.text("input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(201, "{}");
        GitHub.open(vector.text("input", "address"), secret, api, GitHub.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
