package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.VectorsContract;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class VectorsTest extends VectorsContract {

    VectorsTest() {
        super(
                AzureDevOps.ADDRESS,
                List.of("azuredevops"),
                Map.of("provider-construction-errors", 4, "http-exchange", 1, "state-mapping", 3, "dedupe", 3));
    }

    @Override
    protected PublisherSession open(String address, Map<String, String> secret, ScriptedApi api) {
        return AzureDevOps.open(AzureDevOps.provider(address), secret, api);
    }

    @Override
    protected void assertTaken(TestVector vector, ApiRequest request) {
        String organization =
                vector.find("expect", "orgUrl").map(Object::toString).orElse("https://dev.azure.com/foo");
        assertThat(request.uri().toString())
                .startsWith(organization + "/" + vector.text("expect", "project") + "/_apis/git/repositories/"
                        + vector.text("expect", "repo") + "/");
    }

    /** The version stands in the URL. */
    @Override
    protected String url(String flux) {
        return flux + "?api-version=5.0";
    }

    @Override
    protected String word(CommitState state) {
        return States.word(state);
    }

    @Override
    protected CommitStatus.Builder wanted(TestVector vector, CommitState state) {
        return CommitStatus.builder(AzureDevOps.SHA, vector.text("input", "new", "context", "name"), state);
    }

    @Override
    protected ForgeResponse existing(TestVector vector) {
        return ForgeResponse.json(
                200, Map.of("value", vector.find("input", "existing").orElse(List.of())));
    }

    /** Now and in the version to come. */
    @TestFactory
    Stream<DynamicTest> requestsAreDescribed() {
        return Stream.of("azure.json", "azure-7.2-preview.json")
                .map(it ->
                        described(it, "https://dev.azure.com", AzureDevOps.ADDRESS, "201 {} then 200 {\"value\":[]}"));
    }
}
