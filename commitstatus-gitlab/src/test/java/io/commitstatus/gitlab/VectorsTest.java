package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.VectorsContract;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VectorsTest extends VectorsContract {

    VectorsTest() {
        super(
                "https://gitlab.com/group/project",
                List.of("gitlab"),
                Map.of("provider-construction-errors", 5, "http-exchange", 1, "state-mapping", 4, "dedupe", 3));
    }

    @Override
    protected PublisherSession open(String address, Map<String, String> secret, ScriptedApi api) {
        return GitLab.open(address, secret, api, GitLab.clock());
    }

    @Override
    protected void assertTaken(TestVector vector, ApiRequest request) {
        vector.find("expect", "tokenUsed")
                .ifPresent(token -> assertThat(request.headers()).containsEntry("PRIVATE-TOKEN", token.toString()));
        vector.find("expect", "id")
                .ifPresent(id -> assertThat(request.uri().getPath()).contains("/projects/" + id + "/"));
        vector.find("expect", "apiHost")
                .ifPresent(host -> assertThat(request.uri().getHost()).isEqualTo(host));
    }

    /** A dot needs no encoding. */
    @Override
    protected String url(String flux) {
        return flux.replace("%2E", ".");
    }

    @Override
    protected String word(CommitState state) {
        return States.word(state);
    }

    @Override
    protected CommitStatus.Builder wanted(TestVector vector, CommitState state) {
        return CommitStatus.builder(vector.text("input", "new", "sha"), vector.text("input", "new", "name"), state);
    }

    /**
     * Flux's list may hold statuses of other commits; GitLab's, which is asked for one commit, does not.
     *
     * <p>But for one that compares with any status of the list: here the newest decides, which the last of them is.
     */
    @Override
    protected ForgeResponse existing(TestVector vector) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Object status : (List<?>) vector.find("input", "existing").orElseThrow()) {
            Map<String, Object> entry = new HashMap<>(Map.of("id", list.size() + 1));
            ((Map<?, ?>) status).forEach((field, value) -> entry.put(field.toString(), value));
            if (vector.text("input", "new", "sha").equals(entry.get("sha"))) {
                list.add(entry);
            }
        }
        return ForgeResponse.json(200, list);
    }

    @Test
    void theSameAddressesLeadToTheSameProjects() {
        int same = vectors.check("git-address", it -> it.has("parseGitAddress", "input", "op"), vector -> {
            GitLabDestination destination = GitLabDestination.of(GitLab.provider(vector.text("input", "address")));
            assertThat(destination.api()).isEqualTo(URI.create(vector.text("expect", "host") + "/api/v4"));
            assertThat(destination.project()).isEqualTo(vector.text("expect", "id"));
        });
        assertThat(same).isGreaterThan(5);
    }

    /** The described paths begin with {@code /api/v4}. */
    @TestFactory
    Stream<DynamicTest> requestsAreDescribed() {
        String answers = "201 {\"pipeline_id\":101,\"ref\":\"main\"} then 200 []";
        return Stream.of(described("gitlab.json", "https://gitlab.com", "https://gitlab.com/g/s/p", answers));
    }
}
