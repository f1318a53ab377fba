package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RedirectTest {

    @Test
    void aMovedWriteIsSentAgainAsItWas() throws Exception {
        for (String status : List.of("301 Moved", "302 Found", "307 Temporary", "308 Permanent")) {
            try (RawServer server = moving(status)) {
                ApiResponse answer = client(server).send(post(server, "/old").build());

                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.uri()).isEqualTo(server.uri("/new"));
                assertThat(server.requests()).hasSize(2);
                RawServer.Request first = server.requests().get(0);
                RawServer.Request second = server.requests().get(1);
                assertThat(second.method()).isEqualTo("POST");
                assertThat(second.body()).isEqualTo(first.body()).isNotEmpty();
                assertThat(second.headers()).isEqualTo(first.headers());
            }
        }
    }

    @Test
    void aMovedFormIsPutAgainAsItWas() throws Exception {
        try (RawServer server = moving("302 Found")) {
            client(server)
                    .send(ApiRequest.put(server.uri("/old"))
                            .form(Map.of("state", "success"))
                            .build());

            assertThat(server.requests())
                    .extracting(it -> it.method() + " " + it.target() + " " + it.body())
                    .containsExactly("PUT /old state=success", "PUT /new state=success");
        }
    }

    @Test
    void anAbsoluteLocationOnTheSameOriginIsFollowed() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> RawServer.write(
                socket,
                request.target().equals("/new")
                        ? RawServer.response("201 Created", Map.of(), "")
                        : RawServer.response(
                                "301 Moved",
                                Map.of("Location", "http://" + request.headers().get("host") + "/new"),
                                "")))) {
            assertThat(client(server).send(post(server, "/old").build()).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void anotherOriginHearsNothing() throws Exception {
        try (RawServer other = new RawServer(RawServer.answering("201 Created", Map.of(), ""));
                RawServer server = new RawServer(RawServer.answering(
                        "307 Moved",
                        Map.of("Location", other.uri("/steal?token=squeamish").toString()),
                        ""))) {
            ApiResponse answer = client(server).send(post(server, "/old").build());

            assertThat(answer.status()).isEqualTo(307);
            assertThat(other.requests()).isEmpty();
            assertThat(PublishResult.of(answer, ""))
                    .isInstanceOfSatisfying(
                            PublishResult.Rejected.class,
                            it -> assertThat(it.reason())
                                    .contains("redirected to http://127.0.0.1")
                                    .doesNotContain("squeamish"));
        }
    }

    @Test
    void aSeeOtherIsNoPlaceToWriteTo() throws Exception {
        try (RawServer server = moving("303 See Other")) {
            assertThat(client(server).send(post(server, "/old").build()).status())
                    .isEqualTo(303);
            assertThat(client(server)
                            .send(ApiRequest.get(server.uri("/old")).build())
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void aCircleIsNamedAtItsFirstRepetition() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("302 Found", Map.of("Location", "/old"), ""))) {
            assertThatThrownBy(() -> client(server).send(post(server, "/old").build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("HTTP 302")
                    .hasMessageContaining("redirects without end");
            assertThat(server.requests())
                    .as("each of which has the credentials")
                    .hasSize(1);
        }
    }

    @Test
    void aChainWithoutEndIsCutOff() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> RawServer.write(
                socket, RawServer.response("302 Found", Map.of("Location", request.target() + "/x"), "")))) {
            assertThatThrownBy(() -> client(server).send(post(server, "/old").build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("redirects without end");
            assertThat(server.requests()).hasSize(1 + HttpApiClient.MAX_REDIRECTS);
        }
    }

    @Test
    void aPublisherCanForbidRedirects() throws Exception {
        try (RawServer server = moving("302 Found")) {
            assertThat(client(server)
                            .send(post(server, "/old").followRedirects(false).build())
                            .status())
                    .isEqualTo(302);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aMissingOrMalformedLocationIsAnAnswer() throws Exception {
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Location", "http://[broken"),
                Map.of("Location", "mailto:x"),
                Map.of("Location", "http:///nowhere"))) {
            try (RawServer server = new RawServer(RawServer.answering("301 Moved", headers, ""))) {
                assertThat(client(server).send(post(server, "/old").build()).status())
                        .isEqualTo(301);
            }
        }
    }

    /** Answers {@code /old} with this status and the location {@code /new}, where all is well. */
    private static RawServer moving(String status) throws IOException {
        return new RawServer((request, socket) -> RawServer.write(
                socket,
                request.target().equals("/new")
                        ? RawServer.response("201 Created", Map.of(), "")
                        : RawServer.response(status, Map.of("Location", "/new"), "")));
    }

    private static ApiRequest.Builder post(RawServer server, String path) {
        return ApiRequest.post(server.uri(path))
                .header("Authorization", "Bearer squeamish")
                .json(Map.of("state", "success"));
    }

    private static ApiClient client(RawServer server) {
        Provider provider = Provider.builder("flux-system/forge").type("github").build();
        return new HttpClients()
                .forProvider(provider, null, null, null)
                .apiClient(server.uri(""), Duration.ofSeconds(15), true, Redaction.NONE, Clock.systemUTC());
    }
}
