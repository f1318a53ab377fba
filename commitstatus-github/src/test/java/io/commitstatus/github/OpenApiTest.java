package io.commitstatus.github;

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

/** Every request is one that GitHub's own descriptions of its API know. */
class OpenApiTest {
    private static final Path DESCRIPTIONS = Path.of("..", "..", "shared", "openapi");

    @Test
    void requestsToGitHubComAreDescribed() throws Exception {
        assertDescribed("github.json", "https://github.com/o/r", "https://api.github.com");
    }

    @Test
    void requestsToEnterpriseServerAreDescribed() throws Exception {
        assertDescribed("github-ghes-3.19.json", "https://ghe.example.com/o/r", "https://ghe.example.com/api/v3");
    }

    @Test
    void whatIsNotDescribedIsFound() {
        OpenApiCheck check =
                OpenApiCheck.read(DESCRIPTIONS.resolve("github.json"), URI.create("https://api.github.com"));
        URI api = URI.create("https://api.github.com");

        assertThat(check.problems(ApiRequest.get(api, "nowhere").build())).hasSize(1);
        assertThat(check.problems(ApiRequest.get(api, "repos", "o", "r", "statuses", "sha")
                        .build()))
                .hasSize(1);
        assertThat(check.problems(ApiRequest.post(api, "repos", "o", "r", "statuses", "sha")
                        .query("x", "y")
                        .json(Map.of("context", 7, "color", "red"))
                        .build()))
                .hasSize(4);
        assertThat(check.problems(ApiRequest.post(api, "repos", "o", "r", "statuses", "sha")
                        .json(Map.of("state", "green"))
                        .build()))
                .hasSize(1);
    }

    private static void assertDescribed(String file, String address, String root) throws Exception {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve(file), URI.create(root));
        ScriptedApi api = new ScriptedApi(GitHub.clock());
        PublisherSession session = GitHub.open(address, Map.of("token", "t"), api, GitHub.clock());
        for (CommitState state : CommitState.values()) {
            CommitStatus status = GitHub.status().toBuilder()
                    .state(state)
                    .targetUrl(URI.create("https://ci.example.com/1"))
                    .build();
            api.then(201, "{}").then(200, "{\"statuses\":[]}");
            session.publish(status);
            session.latest(status);
        }
        assertThat(api.requests())
                .hasSize(2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request)).isEmpty());
    }
}
