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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    private final TestVectors vectors = TestVectors.of(VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", it -> it.isOf("github"), vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector))
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                return;
            }
            ApiRequest request = post(vector);
            vector.find("expect", "tokenUsed")
                    .ifPresent(it -> assertThat(request.headers()).containsEntry("Authorization", "Bearer " + it));
            vector.find("expect", "baseUrl")
                    .ifPresent(it -> assertThat(request.uri().toString()).startsWith(it.toString()));
        });
        assertThat(same).isGreaterThan(7);
    }

    /** But for what is sent before the POST, which is nothing here, and the headers Accept and User-Agent. */
    @Test
    void theSameStatusIsPosted() {
        int same = vectors.check("http-exchange", it -> it.isOf("github"), vector -> {
            if (vector.has("errorText", "input", "op")) {
                ScriptedApi api = new ScriptedApi(GitHub.clock()).then(401, "{}");
                PublishResult result = GitHub.session(api, GitHub.clock()).publish(GitHub.status());
                assertThat(((PublishResult.Rejected) result).reason()).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(request)
                    .hasToString(vector.sent("method").orElseThrow() + " "
                            + vector.sent("url").orElseThrow());
            vector.sent("body").ifPresent(it -> assertThat(request.json()).contains(it));
            for (String header : List.of("Authorization", "X-GitHub-Api-Version")) {
                vector.sent("headers", header)
                        .ifPresent(it -> assertThat(request.headers()).containsEntry(header, it.toString()));
            }
        });
        assertThat(same).isGreaterThan(1);
    }

    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check("dedupe", it -> it.isOf("github"), vector -> {
            String state = vector.text("input", "new", "state").toUpperCase(Locale.ROOT);
            CommitStatus wanted = CommitStatus.builder(
                            GitHub.SHA, vector.text("input", "new", "context"), CommitState.valueOf(state))
                    .description(vector.text("input", "new", "description"))
                    .build();
            Map<String, Object> list =
                    Map.of("statuses", vector.find("input", "existing").orElseThrow());
            ScriptedApi api = new ScriptedApi(GitHub.clock())
                    .then(200, ForgeResponse.json(200, list).body());
            assertThat(GitHub.session(api, GitHub.clock())
                            .latest(wanted)
                            .filter(it -> SameStatus.test(it, wanted))
                            .isPresent())
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

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector) throws Exception {
        CommitStatus status = CommitStatus.success(GitHub.SHA, vector.text("input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(201, "{}");
        GitHub.open(vector.text("input", "address"), vector.secret(), api, GitHub.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
