package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpApiClientTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Map<String, String> NO_HEADERS = Map.of();

    @Test
    void aRequestArrivesWithItsBodyAndTheUsualHeaders() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("201 Created", Map.of("X-Id", "7"), "{\"id\":7}"))) {
            ApiResponse answer = client(server, LONG)
                    .send(ApiRequest.post(server.uri("/api"), "a b", "c/d")
                            .query("q", "1&2")
                            .header("Authorization", "Bearer t")
                            .json(Map.of("state", "success"))
                            .build());

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.object()).containsEntry("id", 7);
            assertThat(answer.header("x-id")).contains("7");
            RawServer.Request request = server.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/api/a%20b/c%2Fd?q=1%262");
            assertThat(request.body()).isEqualTo("{\"state\":\"success\"}");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer t")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", "application/json")
                    .doesNotContainKeys("upgrade", "http2-settings");
            assertThat(request.headers().get("user-agent")).matches("commitstatus/\\d.*");
        }
    }

    @Test
    void everyMethodArrivesWithEveryKindOfBody() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", NO_HEADERS, ""))) {
            URI api = server.uri("/api");
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("state", "success");
            fields.put("comment", "100 % & \u00e4+b");
            ApiRequest signed = ApiRequest.post(api).json(Map.of("a", 1)).build();
            for (ApiRequest request : List.of(
                    ApiRequest.get(api).build(),
                    signed.withHeader("X-Length", "" + signed.content().orElseThrow().length),
                    ApiRequest.put(api).form(fields).build(),
                    ApiRequest.patch(api)
                            .header("Content-Type", "application/json-patch+json")
                            .json(List.of(Map.of("op", "test"), 7))
                            .build(),
                    ApiRequest.post(api)
                            .bytes("text/plain", new byte[] {'o', 'k', 0})
                            .build(),
                    ApiRequest.delete(api, "7").build())) {
                client(server, LONG).send(request);
            }

            assertThat(server.requests())
                    .extracting(it -> it.method() + " " + it.headers().get("content-type") + " " + it.body())
                    .containsExactly(
                            "GET null ",
                            "POST application/json {\"a\":1}",
                            "PUT application/x-www-form-urlencoded state=success&comment=100%20%25%20%26%20%C3%A4%2Bb",
                            "PATCH application/json-patch+json [{\"op\":\"test\"},7]",
                            "POST text/plain ok\0",
                            "DELETE null ");
            assertThat(server.requests().get(1).headers()).containsEntry("x-length", "7");
        }
    }

    @Test
    void aPublishersOwnHeadersWin() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", NO_HEADERS, ""))) {
            client(server, LONG)
                    .send(ApiRequest.get(server.uri(""))
                            .header("accept", "text/plain")
                            .build());

            assertThat(server.requests().get(0).headers())
                    .containsEntry("accept", "text/plain")
                    .doesNotContainKey("content-type");
        }
    }

    @Test
    void anEmptyOrMalformedOrTextBodyIsAnAnswerToo() throws Exception {
        for (String body : new String[] {"", "{\"id\":", "Retry later", "<html></html>", "[1] 2", "\u0000\uffff"}) {
            try (RawServer server = new RawServer(RawServer.answering("429 Too Many", NO_HEADERS, body))) {
                ApiResponse answer = client(server, LONG).send(get(server, "/"));

                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.text()).isEqualTo(body);
                assertThat(answer.object()).isEmpty();
            }
        }
    }

    @Test
    void aHugeBodyIsCutAndItsStatusKept() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        String chunk = "x".repeat(100_000);
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.write(socket, "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
            try {
                while (true) {
                    RawServer.write(socket, Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n");
                }
            } finally {
                closed.countDown();
            }
        })) {
            ApiResponse answer = client(server, LONG).send(get(server, "/"));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).hasSize(HttpApiClient.BODY_LIMIT);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBodyThatTricklesEndsAtTheDeadline() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n");
            try {
                while (true) {
                    RawServer.write(socket, " ");
                    RawServer.pause(5);
                }
            } finally {
                closed.countDown();
            }
        })) {
            assertEndsInTime(server);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBodyThatStallsEndsAtTheDeadline() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n123");
            RawServer.awaitClose(socket);
            closed.countDown();
        })) {
            assertEndsInTime(server);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatNeverBeginsEndsAtTheDeadline() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> RawServer.awaitClose(socket))) {
            assertEndsInTime(server);
        }
    }

    @Test
    void redirectsShareOneDeadline() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.pause(100);
            RawServer.write(socket, RawServer.response("307 Moved", Map.of("Location", request.target() + "x"), ""));
        })) {
            assertEndsInTime(server);
        }
    }

    @Test
    void theClientStaysUsableAfterATimeout() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
            if (first.getCount() > 0) {
                first.countDown();
                RawServer.awaitClose(socket);
            } else {
                RawServer.write(socket, RawServer.response("200 OK", NO_HEADERS, "{}"));
            }
        })) {
            Transport transport = transport();
            ApiClient shortly = apiClient(transport, server.uri(""), SHORT);
            assertThatThrownBy(() -> shortly.send(get(server, "/"))).isInstanceOf(IOException.class);

            assertThat(apiClient(transport, server.uri(""), LONG)
                            .send(get(server, "/"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aResetConnectionIsAnIoException() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            URI api = server.uri("/");
            for (ApiRequest.Builder write :
                    List.of(ApiRequest.post(api), ApiRequest.put(api), ApiRequest.patch(api), ApiRequest.delete(api))) {
                int before = server.requests().size();
                assertThatThrownBy(() -> client(server, LONG)
                                .send(write.json(Map.of("a", "b")).build()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("127.0.0.1:" + api.getPort());
                assertThat(server.requests().size() - before)
                        .as("no write is repeated in secret")
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aHalfSentBodyIsAnIoException() throws Exception {
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n123");
            socket.close();
        })) {
            assertThatThrownBy(() -> client(server, LONG).send(post(server, "/")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("broke off");
        }
    }

    @Test
    void aGarbageAnswerDoesNotShowTheSecretThatItEchoes() throws Exception {
        try (RawServer server = new RawServer(
                (request, socket) -> RawServer.write(socket, request.headers().get("authorization") + "\r\n\r\n"))) {
            ApiClient client =
                    transport().apiClient(server.uri(""), LONG, true, Redaction.of("squeamish-ossifrage"), CLOCK);

            assertThatThrownBy(() -> client.send(ApiRequest.post(server.uri(""))
                            .header("Authorization", "Bearer squeamish-ossifrage")
                            .build()))
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageContaining("*****")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void aRefusedConnectionNamesHostAndPort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        URI api = URI.create("http://127.0.0.1:" + port);

        assertThatThrownBy(() -> apiClient(transport(), api, LONG)
                        .send(ApiRequest.get(api).build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to 127.0.0.1:" + port);
    }

    @Test
    void anInterruptEndsTheExchange() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, socket) -> {
            RawServer.write(socket, "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n123");
            reached.countDown();
            RawServer.awaitClose(socket);
            closed.countDown();
        })) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            ApiClient client = client(server, LONG);
            Thread thread = new Thread(() -> {
                try {
                    client.send(post(server, "/"));
                } catch (IOException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            thread.start();
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            thread.join(5_000);

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anotherOriginIsRefused() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", NO_HEADERS, ""));
                RawServer other = new RawServer(RawServer.answering("200 OK", NO_HEADERS, ""))) {
            assertThatThrownBy(() -> client(server, LONG).send(get(other, "/")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not send");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void plainHttpIsRefusedUnlessAllowed() {
        URI api = URI.create("http://git.example.com");

        assertThatThrownBy(() -> transport().apiClient(api, LONG, false, Redaction.NONE, CLOCK))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("use https");
    }

    @Test
    void clientsAreSharedBetweenProviders() {
        HttpClients clients = new HttpClients();

        assertThat(clients.forProvider(provider("one"), null, null, null).client())
                .isSameAs(clients.forProvider(provider("two"), null, null, null).client());
    }

    private static void assertEndsInTime(RawServer server) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> client(server, SHORT).send(post(server, "/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("within 250ms");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(SHORT, Duration.ofSeconds(5));
    }

    private static ApiRequest get(RawServer server, String path) {
        return ApiRequest.get(server.uri(path)).build();
    }

    private static ApiRequest post(RawServer server, String path) {
        return ApiRequest.post(server.uri(path)).json(Map.of("a", "b")).build();
    }

    private static ApiClient client(RawServer server, Duration timeout) {
        return apiClient(transport(), server.uri(""), timeout);
    }

    private static ApiClient apiClient(Transport transport, URI api, Duration timeout) {
        return transport.apiClient(api, timeout, true, Redaction.NONE, CLOCK);
    }

    private static Transport transport() {
        return new HttpClients().forProvider(provider("forge"), null, null, null);
    }

    private static Provider provider(String name) {
        return Provider.builder("flux-system/" + name).type("github").build();
    }
}
