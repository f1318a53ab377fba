package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every request is one that Azure DevOps' own descriptions of its API know. */
class OpenApiTest {
    private static final Path DESCRIPTIONS = Path.of("..", "..", "shared", "openapi");
    private static final URI ROOT = URI.create("https://dev.azure.com");

    @Test
    void requestsAreDescribed() throws Exception {
        assertDescribed("azure.json");
    }

    @Test
    void requestsAreDescribedInTheVersionToCome() throws Exception {
        assertDescribed("azure-7.2-preview.json");
    }

    @Test
    void whatIsNotDescribedIsFound() {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve("azure.json"), ROOT);

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

    private static ApiRequest.Builder statuses() {
        return ApiRequest.post(ROOT, "org", "proj", "_apis", "git", "repositories", "repo", "commits", "1", "statuses");
    }

    private static void assertDescribed(String file) throws Exception {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve(file), ROOT);
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock());
        PublisherSession session = AzureDevOps.session(api);
        for (CommitState state : CommitState.values()) {
            CommitStatus status = AzureDevOps.status().toBuilder()
                    .state(state)
                    .targetUrl(URI.create("https://ci.example.com/1"))
                    .build();
            api.then(201, "{}").then(200, "{\"value\":[]}");
            session.publish(status);
            session.latest(status);
        }
        assertThat(api.requests())
                .hasSize(2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request)).isEmpty());
    }
}
