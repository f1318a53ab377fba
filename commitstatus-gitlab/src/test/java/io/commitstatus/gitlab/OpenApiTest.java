package io.commitstatus.gitlab;

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

/** Every request is one that GitLab's own description of its API knows. */
class OpenApiTest {
    private static final Path DESCRIPTIONS = Path.of("..", "..", "shared", "openapi");
    /** The described paths begin with {@code /api/v4}. */
    private static final URI SERVER = URI.create("https://gitlab.com");

    @Test
    void requestsAreDescribed() throws Exception {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve("gitlab.json"), SERVER);
        ScriptedApi api = new ScriptedApi(GitLab.clock());
        PublisherSession session = GitLab.session(api, GitLab.clock());
        for (CommitState state : CommitState.values()) {
            CommitStatus status = GitLab.status().toBuilder()
                    .state(state)
                    .ref("main")
                    .targetUrl(URI.create("https://ci.example.com/1"))
                    .build();
            api.then(201, "{\"pipeline_id\":101,\"ref\":\"main\"}").then(200, "[]");
            session.publish(status);
            session.latest(status);
        }
        assertThat(api.requests())
                .hasSize(2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request)).isEmpty());
    }

    @Test
    void whatIsNotDescribedIsFound() {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve("gitlab.json"), SERVER);
        URI api = URI.create("https://gitlab.com/api/v4");

        assertThat(check.problems(ApiRequest.get(api, "nowhere").build())).hasSize(1);
        assertThat(check.problems(ApiRequest.get(api, "projects", "g", "p", "statuses", "sha")
                        .build()))
                .as("a project in two segments")
                .hasSize(1);
        assertThat(check.problems(ApiRequest.post(api, "projects", "g/p", "statuses", "sha")
                        .json(Map.of("state", "failure", "pipeline_id", "101", "color", "red"))
                        .build()))
                .hasSize(3);
    }
}
