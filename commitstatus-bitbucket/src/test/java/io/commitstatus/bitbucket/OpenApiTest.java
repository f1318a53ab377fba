package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every request is one that Bitbucket's own descriptions of its APIs know. */
class OpenApiTest {
    private static final URI CLOUD = URI.create("https://api.bitbucket.org/2.0");
    private static final CommitStatus STATUS =
            Cloud.status().toBuilder().ref("main").build();

    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @Test
    void requestsToTheCloudAreDescribed() throws Exception {
        assertThat(read("bitbucket.json", CLOUD)
                        .problems(Cloud.session(api, Cloud.clock()), api, STATUS, "201 then 404"))
                .as("but for \"type\", which the real service does not want")
                .containsExactly("the body lacks type");
    }

    @Test
    void requestsToADataCenterAreDescribed() throws Exception {
        assertThat(read("bitbucket-dc.json", URI.create(Server.API))
                        .problems(Server.session(api), api, STATUS, "204 then 200 {\"state\":\"FAILED\"}"))
                .isEmpty();
    }

    @Test
    void requestsToAnOldServerAreDescribed() throws Exception {
        api.then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.3.0\"}");
        assertThat(read("bitbucket-dc.json", URI.create(Server.API))
                        .problems(Server.session(api), api, STATUS, "204 then 200 {\"values\":[]}"))
                .containsExactly("GET /api/1.0/application-properties is not described");
    }

    @Test
    void whatIsNotDescribedIsFound() {
        String[] builds = {"repositories", "t", "r", "commit", Cloud.SHA, "statuses", "build"};
        assertThat(read("bitbucket.json", CLOUD)
                        .problems(ApiRequest.post(CLOUD, builds)
                                .json(Map.of("type", "build", "state", "CANCELLED", "color", "red"))
                                .build()))
                .hasSize(2);
    }

    private static OpenApiCheck read(String file, URI root) {
        return OpenApiCheck.read(Path.of("..", "..", "shared", "openapi", file), root);
    }
}
