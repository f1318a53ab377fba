package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every request is one that Bitbucket's own descriptions of its APIs know. */
class OpenApiTest {
    private static final Path DESCRIPTIONS = Path.of("..", "..", "shared", "openapi");
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @Test
    void requestsToTheCloudAreDescribed() throws Exception {
        OpenApiCheck check =
                OpenApiCheck.read(DESCRIPTIONS.resolve("bitbucket.json"), URI.create("https://api.bitbucket.org/2.0"));
        PublisherSession session = Cloud.session(api, Cloud.clock());
        for (CommitState state : CommitState.values()) {
            api.then(201, "").then(404, "");
            exchange(session, state);
        }

        assertThat(api.requests())
                .hasSize(2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request))
                        .as("but for \"type\", which the real service does not want")
                        .isSubsetOf("the body lacks type"));
    }

    @Test
    void requestsToADataCenterAreDescribed() throws Exception {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve("bitbucket-dc.json"), URI.create(Server.API));
        PublisherSession session = Server.session(api);
        for (CommitState state : CommitState.values()) {
            api.then(204, "").then(200, "{\"state\":\"FAILED\"}");
            exchange(session, state);
        }

        assertThat(api.requests())
                .hasSize(2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request)).isEmpty());
    }

    @Test
    void requestsToAnOldServerAreDescribed() throws Exception {
        OpenApiCheck check = OpenApiCheck.read(DESCRIPTIONS.resolve("bitbucket-dc.json"), URI.create(Server.API));
        PublisherSession session = Server.session(api);
        api.then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.3.0\"}");
        for (CommitState state : CommitState.values()) {
            api.then(204, "").then(200, "{\"values\":[]}");
            exchange(session, state);
        }

        List<ApiRequest> described = api.requests().stream()
                .filter(it -> !it.uri().toString().equals(Server.PROPERTIES))
                .toList();
        assertThat(described)
                .hasSize(1 + 2 * CommitState.values().length)
                .allSatisfy(request -> assertThat(check.problems(request)).isEmpty());
    }

    @Test
    void whatIsNotDescribedIsFound() {
        OpenApiCheck cloud =
                OpenApiCheck.read(DESCRIPTIONS.resolve("bitbucket.json"), URI.create("https://api.bitbucket.org/2.0"));
        ApiRequest.Builder request = ApiRequest.post(
                URI.create("https://api.bitbucket.org/2.0"),
                "repositories",
                "t",
                "r",
                "commit",
                Cloud.SHA,
                "statuses",
                "build");

        assertThat(cloud.problems(request.json(Map.of("type", "build", "state", "CANCELLED", "color", "red"))
                        .build()))
                .hasSize(2);
    }

    private static void exchange(PublisherSession session, CommitState state) throws Exception {
        CommitStatus status =
                Cloud.status().toBuilder().state(state).ref("main").build();
        session.publish(status);
        session.latest(status);
    }
}
