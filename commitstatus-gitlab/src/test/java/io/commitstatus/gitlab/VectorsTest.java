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
import java.net.URI;
import java.nio.file.Path;
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

    private final TestVectors vectors = TestVectors.in(Path.of("..", "..", "shared", "vectors"), VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", VectorsTest::isGitLab, vector -> {
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
        int same = vectors.check("http-exchange", VectorsTest::isGitLab, vector -> {
            if (vector.has("errorText", "input", "op")) {
                assertThat(refusal()).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(request.method()).isEqualTo(vector.text("expect", "requests", "last", "method"));
            assertThat(request.uri().toString())
                    .isEqualTo(vector.text("expect", "requests", "last", "url").replace("%2E", "."));
            assertThat(request.json()).isEqualTo(vector.find("expect", "requests", "last", "body"));
            assertThat(request.headers())
                    .containsEntry(
                            "PRIVATE-TOKEN", vector.text("expect", "requests", "last", "headers", "PRIVATE-TOKEN"));
        });
        assertThat(same).isPositive();
    }

    @Test
    void theSameWordSaysWhatHappened() {
        int same = vectors.check("state-mapping", VectorsTest::isGitLab, vector -> {
            Optional<CommitState> state = Optional.ofNullable(SEVERITIES.get(vector.text("input", "severity")));
            assertThat(state.map(States::word)).isEqualTo(vector.find("expect"));
        });
        assertThat(same).isEqualTo(4);
    }

    /** But for one that compares with any status of the list: here the newest decides, which the last of them is. */
    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check(
                "dedupe",
                VectorsTest::isGitLab,
                vector -> assertThat(isPostedAlready(vector))
                        .isEqualTo(vector.find("expect").orElseThrow()));
        assertThat(same).isGreaterThan(1);
    }

    @Test
    void theSameAddressesLeadToTheSameProjects() {
        int same = vectors.check("git-address", VectorsTest::isOfAnAddress, vector -> {
            GitLabDestination destination = GitLabDestination.of(GitLab.provider(vector.text("input", "address")));
            assertThat(destination.api()).isEqualTo(URI.create(vector.text("expect", "host") + "/api/v4"));
            assertThat(destination.project()).isEqualTo(vector.text("expect", "id"));
        });
        assertThat(same).isGreaterThan(5);
    }

    /** What is said when the host does not take the token. */
    private static String refusal() throws Exception {
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(401, "{}");
        PublishResult result = GitLab.session(api, GitLab.clock()).publish(GitLab.status());
        return ((PublishResult.Rejected) result).reason();
    }

    private static boolean isGitLab(TestVector vector) {
        return vector.has("gitlab", "input", "providerType");
    }

    private static boolean isOfAnAddress(TestVector vector) {
        return vector.has("parseGitAddress", "input", "op");
    }

    /** Flux's list may hold statuses of other commits; GitLab's, which is asked for one commit, does not. */
    private static boolean isPostedAlready(TestVector vector) throws Exception {
        String sha = vector.text("input", "new", "sha");
        StringBuilder list = new StringBuilder();
        int id = 0;
        for (Object status : (List<?>) vector.find("input", "existing").orElseThrow()) {
            if (status instanceof Map<?, ?> fields && sha.equals(fields.get("sha"))) {
                list.append(list.isEmpty() ? "" : ",").append(entry(++id, fields));
            }
        }
        CommitStatus like = CommitStatus.success(
                sha, vector.text("input", "new", "name"), vector.text("input", "new", "description"));
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(200, "[" + list + "]");
        return GitLab.session(api, GitLab.clock())
                .latest(like)
                .filter(it -> SameStatus.test(it, like))
                .isPresent();
    }

    private static String entry(int id, Map<?, ?> status) {
        Object description = status.get("description");
        return "{\"id\":" + id + ",\"name\":\"" + status.get("name") + "\",\"status\":\"" + status.get("status")
                + "\",\"description\":" + (description == null ? "null" : "\"" + description + "\"") + "}";
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector) throws Exception {
        Map<String, String> secret = new HashMap<>();
        for (String key : List.of("token", "password")) {
            Optional<Object> value = vector.find("input", key);
            value.ifPresent(it -> secret.put(key, it.toString()));
        }
        CommitStatus status = CommitStatus.success(GitLab.SHA, vector.text("input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(201, "{}");
        GitLab.open(vector.text("input", "address"), secret, api, GitLab.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
