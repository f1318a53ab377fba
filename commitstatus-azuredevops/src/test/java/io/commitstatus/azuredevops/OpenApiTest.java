package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request is one that Azure DevOps' own descriptions of its API know. */
class OpenApiTest {
    private static final URI ROOT = URI.create("https://dev.azure.com");

    @ParameterizedTest
    @ValueSource(strings = {"azure.json", "azure-7.2-preview.json"})
    void requestsAreDescribedNowAndInTheVersionToCome(String file) throws Exception {
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock());
        CommitStatus status = AzureDevOps.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();
        assertThat(read(file).problems(AzureDevOps.session(api), api, status, "201 {} then 200 {\"value\":[]}"))
                .isEmpty();
    }

    @Test
    void whatIsNotDescribedIsFound() {
        OpenApiCheck check = read("azure.json");

        assertThat(check.problems(ApiRequest.get(ROOT, "nowhere").build())).hasSize(1);
        assertThat(check.problems(statuses().build())).contains("the query parameter api-version is missing");
        assertThat(check.problems(
                        statuses().query("api-version", "7.1").query("x", "y").build()))
                .containsExactly("the query parameter x is not described");
        assertThat(check.problems(statuses()
                        .query("api-version", "7.1")
                        .json(Map.of("color", "red", "state", "green", "context", Map.of("name", 7, "kind", "x")))
                        .build()))
                .hasSize(4);
    }

    private static OpenApiCheck read(String file) {
        return OpenApiCheck.read(Path.of("..", "..", "shared", "openapi", file), ROOT);
    }

    private static ApiRequest.Builder statuses() {
        return ApiRequest.post(ROOT, "org", "proj", "_apis", "git", "repositories", "repo", "commits", "1", "statuses");
    }
}
