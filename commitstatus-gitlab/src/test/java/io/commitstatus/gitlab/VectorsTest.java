package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    /** Which severities make a status is core's to say, which checks the same vectors. */
    private static final Map<String, CommitState> SEVERITIES =
            Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);

    private final TestVectors vectors = TestVectors.of(VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", it -> it.isOf("gitlab"), vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector))
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                return;
            }
            ApiRequest request = post(vector);
            vector.find("expect", "tokenUsed")
                    .ifPresent(token -> assertThat(request.headers()).containsEntry("PRIVATE-TOKEN", token.toString()));
            vector.find("expect", "id")
                    .ifPresent(id -> assertThat(request.uri().getPath()).contains("/projects/" + id + "/"));
            vector.find("expect", "apiHost")
                    .ifPresent(host -> assertThat(request.uri().getHost()).isEqualTo(host));
        });
        assertThat(same).isGreaterThan(4);
    }

    /**
     * But for what is sent before the POST, which is nothing here; the headers Accept and Content-Type, which are core's; and
     * {@code %2E} for a dot, which needs no encoding.
     */
    @Test
    void theSameStatusIsPosted() {
        int same = vectors.check("http-exchange", it -> it.isOf("gitlab"), vector -> {
            if (vector.has("errorText", "input", "op")) {
                ScriptedApi api = new ScriptedApi(GitLab.clock()).then(401, "{}");
                PublishResult result = GitLab.session(api, GitLab.clock()).publish(GitLab.status());
                assertThat(((PublishResult.Rejected) result).reason()).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(request)
                    .hasToString(vector.sent("method").orElseThrow() + " "
                            + vector.sent("url").orElseThrow().toString().replace("%2E", "."));
            assertThat(request.json()).isEqualTo(vector.sent("body"));
            assertThat(vector.sent("headers", "PRIVATE-TOKEN"))
                    .contains(String.valueOf(request.headers().get("PRIVATE-TOKEN")));
        });
        assertThat(same).isPositive();
    }

    @Test
    void theSameWordSaysWhatHappened() {
        int same = vectors.check("state-mapping", it -> it.isOf("gitlab"), vector -> {
            Optional<CommitState> state = Optional.ofNullable(SEVERITIES.get(vector.text("input", "severity")));
            assertThat(state.map(States::word)).isEqualTo(vector.find("expect"));
        });
        assertThat(same).isEqualTo(4);
    }

    /**
     * Flux's list may hold statuses of other commits; GitLab's, which is asked for one commit, does not.
     *
     * <p>But for one that compares with any status of the list: here the newest decides, which the last of them is.
     */
    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check("dedupe", it -> it.isOf("gitlab"), vector -> {
            String sha = vector.text("input", "new", "sha");
            List<Map<String, Object>> list = new ArrayList<>();
            for (Object status : (List<?>) vector.find("input", "existing").orElseThrow()) {
                Map<String, Object> entry = new HashMap<>(Map.of("id", list.size() + 1));
                ((Map<?, ?>) status).forEach((field, value) -> entry.put(field.toString(), value));
                if (sha.equals(entry.get("sha"))) {
                    list.add(entry);
                }
            }
            CommitStatus wanted = CommitStatus.success(
                    sha, vector.text("input", "new", "name"), vector.text("input", "new", "description"));
            ScriptedApi api = new ScriptedApi(GitLab.clock())
                    .then(200, ForgeResponse.json(200, list).body());
            assertThat(GitLab.session(api, GitLab.clock())
                            .latest(wanted)
                            .filter(it -> SameStatus.test(it, wanted))
                            .isPresent())
                    .isEqualTo(vector.find("expect").orElseThrow());
        });
        assertThat(same).isGreaterThan(1);
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

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector) throws Exception {
        CommitStatus status = CommitStatus.success(GitLab.SHA, vector.text("input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(201, "{}");
        GitLab.open(vector.text("input", "address"), vector.secret(), api, GitLab.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
