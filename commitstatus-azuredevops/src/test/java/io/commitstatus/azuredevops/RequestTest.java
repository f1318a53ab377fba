package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status and a Secret are sent as. */
class RequestTest {
    private final ScriptedApi api = new ScriptedApi(AzureDevOps.clock());

    @Test
    void aStatusIsPostedAsAzureDevOpsWantsIt() throws Exception {
        ApiRequest request = post(
                "genre",
                "fluxcd",
                AzureDevOps.status().toBuilder()
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .build());

        assertThat(request)
                .hasToString("POST https://dev.azure.com/my-org/My%20Project/_apis/git/repositories/My.Repo/commits/"
                        + AzureDevOps.SHA + "/statuses?api-version=5.0");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Basic OnNxdWVhbWlzaC1vc3NpZnJhZ2U=",
                        "Accept", "application/json",
                        "X-TFS-FedAuthRedirect", "Suppress"));
        assertThat(api.lastBody())
                .isEqualTo(Map.of(
                        "state", "succeeded",
                        "context", Map.of("genre", "fluxcd", "name", AzureDevOps.KEY),
                        "description", "apply succeeded",
                        "targetUrl", "https://ci.example.com/1"));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, pending",
        "RUNNING, pending",
        "SUCCESS, succeeded",
        "FAILURE, failed",
        "ERROR, error",
        "CANCELED, error"
    })
    void eachStateHasItsWord(CommitState state, String word) throws Exception {
        post("genre", "fluxcd", AzureDevOps.status().toBuilder().state(state).build());
        assertThat(api.lastBody()).containsEntry("state", word);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        fluxcd | none    | fluxcd
        fluxcd | prod/eu | fluxcd:prod/eu
        fluxcd | ''      | fluxcd:
        deploy | none    | deploy
        deploy | prod    | deploy:prod
        """)
    void aGroupIsAPartOfTheGenreAsInFlux(String genre, String group, String sent) throws Exception {
        CommitStatus.Builder status = AzureDevOps.status().toBuilder();
        post("genre", genre, (group == null ? status : status.group(group)).build());
        assertThat(api.lastBody()).containsEntry("context", Map.of("genre", sent, "name", AzureDevOps.KEY));
    }

    @ParameterizedTest
    @CsvSource({"7.1", "7.2-preview.2", "6.0-preview"})
    void theVersionIsTheAnnotations(String version) throws Exception {
        assertThat(post("api-version", version, AzureDevOps.status()).uri()).hasQuery("api-version=" + version);
    }

    /** A personal access token is the password of nobody; what Entra and pipelines issue is a bearer token. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        token=6qdfp3xkz7squeamishAZDO4pUv       | Basic OjZxZGZwM3hrejdzcXVlYW1pc2hBWkRPNHBVdg==
        token= 6qdfp3xkz7squeamishAZDO4pUv\\n    | Basic OjZxZGZwM3hrejdzcXVlYW1pc2hBWkRPNHBVdg==
        token=eyJustLooksLikeOne                | Basic OmV5SnVzdExvb2tzTGlrZU9uZQ==
        token=not.a.jwt                         | Basic Om5vdC5hLmp3dA==
        token=eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJl-_\\n | Bearer eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJl-_
        -                                       | token: …flux-system/token…
        token=\\s                                | token: …flux-system/token…
        username=u; password=p                  | token: …flux-system/token…
        token=squeamish ossifrage               | token: …
        token=squeamish\\nossifrage              | token: …
        token=squeamishé                        | token: …
        token=squeamish\\0                       | token: …
        """)
    void aTokenIsKnownByItsForm(String secret, String header) {
        Cell.expect(header, () -> Token.of(AzureDevOps.secret(Cell.fields(secret))));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(AzureDevOps.session(api)).hasToString("Azure DevOps my project/my.repo at dev.azure.com");
    }

    private ApiRequest post(String annotation, String value, CommitStatus status) throws Exception {
        Provider provider = AzureDevOps.annotated(AzureDevOps.ADDRESS, "commitstatus.io/" + annotation, value);
        assertThat(AzureDevOps.open(provider, Map.of("token", AzureDevOps.TOKEN), api.then(201, "{}"))
                        .publish(status))
                .isEqualTo(PublishResult.published());
        return api.requests().get(0);
    }
}
