package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every request is one that GitLab's own description of its API knows. */
class OpenApiTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    /** The described paths begin with {@code /api/v4}. */
    private final OpenApiCheck check = OpenApiCheck.read(
            Path.of("..", "..", "shared", "openapi", "gitlab.json"), URI.create("https://gitlab.com"));

    @Test
    void requestsAreDescribed() throws Exception {
        CommitStatus status = GitLab.status().toBuilder()
                .ref("main")
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();

        assertThat(check.problems(
                        GitLab.session(api, GitLab.clock()),
                        api,
                        status,
                        "201 {\"pipeline_id\":101,\"ref\":\"main\"} then 200 []"))
                .isEmpty();
    }

    @Test
    void whatIsNotDescribedIsFound() {
        URI root = URI.create("https://gitlab.com/api/v4");

        assertThat(check.problems(ApiRequest.get(root, "nowhere").build())).hasSize(1);
        assertThat(check.problems(ApiRequest.get(root, "projects", "g", "p", "statuses", "sha")
                        .build()))
                .as("a project in two segments")
                .hasSize(1);
        assertThat(check.problems(ApiRequest.post(root, "projects", "g/p", "statuses", "sha")
                        .json(Map.of("state", "failure", "pipeline_id", "101", "color", "red"))
                        .build()))
                .hasSize(3);
    }
}
