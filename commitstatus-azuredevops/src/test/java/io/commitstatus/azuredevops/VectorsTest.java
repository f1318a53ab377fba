package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {

    @Test
    void theSameProvidersAreRefused() throws Exception {
        List<?> vectors = Shared.vectors("provider-construction-errors");
        for (Object vector : vectors) {
            String name = Shared.text(vector, "name");
            if (Shared.find(vector, "error").isPresent()) {
                assertThatThrownBy(() -> post(vector)).as(name).isInstanceOf(InvalidFieldException.class);
                continue;
            }
            String uri = post(vector).uri().toString();
            String organization = Shared.find(vector, "expect", "orgUrl")
                    .map(Object::toString)
                    .orElse("https://dev.azure.com/foo");
            assertThat(uri)
                    .as(name)
                    .startsWith(organization + "/" + Shared.text(vector, "expect", "project")
                            + "/_apis/git/repositories/" + Shared.text(vector, "expect", "repo") + "/");
        }
        assertThat(vectors).hasSizeGreaterThan(3);
    }

    /** But for what is sent before the POST, which is nothing here, and for where the version stands. */
    @Test
    void theSameStatusIsPosted() throws Exception {
        List<?> vectors = Shared.vectors("http-exchange");
        for (Object vector : vectors) {
            List<?> requests =
                    (List<?>) Shared.find(vector, "expect", "requests").orElseThrow();
            Object expected = requests.get(requests.size() - 1);
            ApiRequest request = post(vector);

            assertThat(request.method()).isEqualTo(Shared.text(expected, "method"));
            assertThat(request.uri().toString()).isEqualTo(Shared.text(expected, "url") + "?api-version=5.0");
            assertThat(request.json()).isEqualTo(Shared.find(expected, "body"));
            Object first = requests.get(0);
            for (String header : List.of("Authorization", "X-TFS-FedAuthRedirect")) {
                assertThat(request.headers()).containsEntry(header, Shared.text(first, "headers", header));
            }
        }
        assertThat(vectors).hasSize(1);
    }

    @Test
    void theSameStatesAreSent() {
        Map<String, CommitState> severities = Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);
        List<?> vectors = Shared.vectors("state-mapping");
        for (Object vector : vectors) {
            Optional<CommitState> state = Optional.ofNullable(severities.get(Shared.text(vector, "input", "severity")));
            assertThat(state.map(States::word)).isEqualTo(Shared.find(vector, "expect"));
        }
        assertThat(vectors).hasSizeGreaterThan(1);
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(Object vector) throws Exception {
        CommitStatus status =
                CommitStatus.success(AzureDevOps.SHA, Shared.text(vector, "input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock()).then(201, "{}");
        AzureDevOps.open(
                        AzureDevOps.provider(Shared.text(vector, "input", "address")),
                        Map.of("token", Shared.text(vector, "input", "token")),
                        api)
                .publish(status);
        return api.requests().get(0);
    }
}
