package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    private final TestVectors vectors = TestVectors.of(VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", VectorsTest::isAzureDevOps, vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector)).isInstanceOf(InvalidFieldException.class);
                return;
            }
            String organization =
                    vector.find("expect", "orgUrl").map(Object::toString).orElse("https://dev.azure.com/foo");
            assertThat(post(vector).uri().toString())
                    .startsWith(organization + "/" + vector.text("expect", "project") + "/_apis/git/repositories/"
                            + vector.text("expect", "repo") + "/");
        });
        assertThat(same).isGreaterThan(3);
    }

    /** But for what is sent before the POST, which is nothing here, and for where the version stands. */
    @Test
    void theSameStatusIsPosted() {
        int same = vectors.check("http-exchange", VectorsTest::isAzureDevOps, vector -> {
            if (vector.has("errorText", "input", "op")) {
                ScriptedApi api = new ScriptedApi(AzureDevOps.clock()).then(401, "{}");
                String refusal = Cell.of(() -> AzureDevOps.session(api).publish(AzureDevOps.status()));
                assertThat(refusal.replace("rejected CREDENTIALS: ", "")).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(vector.sent("method")).hasValue(request.method());
            assertThat(vector.sent("url").map(it -> it + "?api-version=5.0"))
                    .hasValue(request.uri().toString());
            assertThat(request.json()).isEqualTo(vector.sent("body"));
            for (String header : List.of("Authorization", "X-TFS-FedAuthRedirect")) {
                assertThat(request.headers())
                        .containsEntry(header, vector.text("expect", "requests", "0", "headers", header));
            }
        });
        assertThat(same).isEqualTo(1);
    }

    @Test
    void theSameWordSaysWhatHappened() {
        Map<String, CommitState> severities = Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);
        int same = vectors.check("state-mapping", VectorsTest::isAzureDevOps, vector -> {
            Optional<CommitState> state = Optional.ofNullable(severities.get(vector.text("input", "severity")));
            assertThat(state.map(States::word)).isEqualTo(vector.find("expect"));
        });
        assertThat(same).isGreaterThan(1);
    }

    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check("dedupe", VectorsTest::isAzureDevOps, vector -> {
            assertThat(vector.text("input", "new", "state")).isEqualTo(States.word(CommitState.SUCCESS));
            CommitStatus wanted = CommitStatus.success(
                    AzureDevOps.SHA,
                    vector.text("input", "new", "context", "name"),
                    vector.text("input", "new", "description"));
            Map<String, Object> list =
                    Map.of("value", vector.find("input", "existing").orElse(List.of()));
            ScriptedApi api = new ScriptedApi(AzureDevOps.clock())
                    .then(200, ForgeResponse.json(200, list).body());
            Optional<CommitStatus> shown = AzureDevOps.session(api).latest(wanted);
            assertThat(shown.filter(it -> SameStatus.test(it, wanted)).isPresent())
                    .isEqualTo(vector.find("expect").orElseThrow());
        });
        assertThat(same).isEqualTo(3);
    }

    private static boolean isAzureDevOps(TestVector vector) {
        return vector.isOf("azuredevops");
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector) throws Exception {
        CommitStatus status =
                CommitStatus.success(AzureDevOps.SHA, vector.text("input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock()).then(201, "{}");
        AzureDevOps.open(AzureDevOps.provider(vector.text("input", "address")), vector.secret(), api)
                .publish(status);
        return api.requests().get(0);
    }
}
