package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
