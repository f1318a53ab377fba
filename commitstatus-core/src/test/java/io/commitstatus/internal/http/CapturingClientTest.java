package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.spi.http.ApiRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;

class CapturingClientTest {
    private static final URI API = URI.create("https://git.example.com");

    @Test
    void theFirstRequestIsKeptAndThePublisherStops() {
        CapturingClient client = new CapturingClient();

        assertThat(client.request()).isEmpty();
        assertThatThrownBy(() -> client.send(ApiRequest.post(API, "one").build()))
                .isInstanceOf(CapturingClient.Captured.class);
        assertThatThrownBy(() -> client.send(ApiRequest.post(API, "two").build()))
                .isInstanceOf(CapturingClient.Captured.class);
        assertThat(client.request()).map(ApiRequest::toString).contains("POST https://git.example.com/one");
    }

    @Test
    void headersAreShownWithoutCredentials() {
        ApiRequest request = ApiRequest.get(API)
                .header("Authorization", "Bearer squeamish")
                .header("PRIVATE-TOKEN", "squeamish")
                .header("X-Api-Key", "squeamish")
                .header("X-Note", "it is squeamish")
                .header("Accept", "application/json")
                .build();

        assertThat(CapturingClient.shownHeaders(request, Redaction.of("squeamish")))
                .containsEntry("Authorization", "***")
                .containsEntry("PRIVATE-TOKEN", "***")
                .containsEntry("X-Api-Key", "***")
                .containsEntry("X-Note", "it is *****")
                .containsEntry("Accept", "application/json");
    }
}
