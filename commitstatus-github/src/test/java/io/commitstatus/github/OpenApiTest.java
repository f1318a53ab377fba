package io.commitstatus.github;

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
import org.junit.jupiter.params.provider.CsvSource;

/** Every request is one that GitHub's own descriptions of its API know. */
class OpenApiTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            github.json           | https://github.com/o/r      | https://api.github.com
            github-ghes-3.19.json | https://ghe.example.com/o/r | https://ghe.example.com/api/v3
            """)
    void requestsAreDescribed(String file, String address, URI root) throws Exception {
        ScriptedApi api = new ScriptedApi(GitHub.clock());
        CommitStatus status = GitHub.status().toBuilder()
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();

        assertThat(read(file, root)
                        .problems(
                                GitHub.open(address, Map.of("token", "t"), api, GitHub.clock()),
                                api,
                                status,
                                "201 {} then 200 {\"statuses\":[]}"))
                .isEmpty();
    }

    @Test
    void whatIsNotDescribedIsFound() {
        URI root = URI.create("https://api.github.com");
        OpenApiCheck check = read("github.json", root);
        String[] statuses = {"repos", "o", "r", "statuses", "sha"};

        assertThat(check.problems(ApiRequest.get(root, "nowhere").build())).hasSize(1);
        assertThat(check.problems(ApiRequest.get(root, statuses).build())).hasSize(1);
        assertThat(check.problems(ApiRequest.post(root, statuses)
                        .query("x", "y")
                        .json(Map.of("context", 7, "color", "red"))
                        .build()))
                .hasSize(4);
        assertThat(check.problems(ApiRequest.post(root, statuses)
                        .json(Map.of("state", "green"))
                        .build()))
                .hasSize(1);
    }

    private static OpenApiCheck read(String file, URI root) {
        return OpenApiCheck.read(Path.of("..", "..", "shared", "openapi", file), root);
    }
}
