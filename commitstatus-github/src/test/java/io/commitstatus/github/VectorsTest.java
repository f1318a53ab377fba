package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.ApiRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {

    @Test
    void theSameProvidersAreRefused() throws Exception {
        List<?> vectors = Shared.vectors("provider-construction-errors");
        for (Object vector : vectors) {
            String name = Shared.text(vector, "name");
            if (Shared.find(vector, "error").isPresent()) {
                assertThatThrownBy(() -> open(vector))
                        .as(name)
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                continue;
            }
            ApiRequest request = open(vector);
            Shared.find(vector, "expect", "tokenUsed")
                    .ifPresent(token ->
                            assertThat(request.headers()).as(name).containsEntry("Authorization", "Bearer " + token));
            Shared.find(vector, "expect", "baseUrl")
                    .ifPresent(base ->
                            assertThat(request.uri().toString()).as(name).startsWith(base.toString()));
        }
        assertThat(vectors).hasSizeGreaterThan(7);
    }

    /** But for what is sent before the POST, which is nothing here, and the headers Accept and User-Agent. */
    @Test
    void theSameStatusIsPosted() throws Exception {
        List<?> vectors = Shared.vectors("http-exchange");
        for (Object vector : vectors) {
            List<?> requests =
                    (List<?>) Shared.find(vector, "expect", "requests").orElseThrow();
            Object expected = requests.get(requests.size() - 1);
            ApiRequest request = open(vector);

            assertThat(request.method()).isEqualTo(Shared.text(expected, "method"));
            assertThat(request.uri().toString()).isEqualTo(Shared.text(expected, "url"));
            Shared.find(expected, "body")
                    .ifPresent(body -> assertThat(request.json()).contains(body));
            for (String header : List.of("Authorization", "X-GitHub-Api-Version")) {
                Shared.find(expected, "headers", header)
                        .ifPresent(value -> assertThat(request.headers()).containsEntry(header, value.toString()));
            }
        }
        assertThat(vectors).hasSizeGreaterThan(1);
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest open(Object vector) throws Exception {
        Map<String, String> secret = new HashMap<>();
        if (Shared.find(vector, "input", "secretData").orElse(Map.of()) instanceof Map<?, ?> data) {
            data.forEach((key, value) -> secret.put(key.toString(), String.valueOf(value)));
        }
        for (String key : List.of("token", "password")) {
            Optional<Object> value = Shared.find(vector, "input", key);
            value.ifPresent(it -> secret.put(key, it.toString()));
        }
        CommitStatus status =
                CommitStatus.success(GitHub.SHA, Shared.text(vector, "input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitHub.clock()).then(201, "{}");
        GitHub.open(Shared.text(vector, "input", "address"), secret, api, GitHub.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
