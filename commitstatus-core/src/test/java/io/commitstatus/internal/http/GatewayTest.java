package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands between us and a Git host, and has ways of its own. */
@Timeout(120)
class GatewayTest {
    private static final Provider PROVIDER =
            Provider.builder("flux-system/forge").type("github").build();
    /** The frame type of HTTP/2 that begins a request. */
    private static final int HEADERS = 1;

    @Test
    void nobodyIsAskedForCompression() throws Exception {
        try (RawServer server = new RawServer(RawServer.answering("200 OK", Map.of(), "{}"))) {
            client(server).send(ApiRequest.get(server.uri("")).build());

            assertThat(server.requests().get(0).headers()).containsEntry("accept-encoding", "identity");
        }
    }

    @Test
    void anAnswerThatIsCompressedAllTheSameIsRead() throws Exception {
        byte[] message = gzip("{\"message\":\"No commit found for SHA: 1a2b\"}");
        try (RawServer server = answering("422 Unprocessable", message)) {
            assertThat(client(server)
                            .send(ApiRequest.get(server.uri("")).build())
                            .object())
                    .containsEntry("message", "No commit found for SHA: 1a2b");
        }
    }

    @Test
    void aCompressedPageIsAPage() throws Exception {
        try (RawServer server = answering("200 OK", gzip("<html>Sign in</html>"))) {
            assertThatThrownBy(() ->
                            client(server).send(ApiRequest.get(server.uri("")).build()))
                    .isInstanceOf(PageAnswerException.class);
        }
    }

    @Test
    void whatUnpacksToMuchIsCutAtTheLimit() throws Exception {
        try (RawServer server = answering("500 Oops", gzip(" ".repeat(3 * HttpApiClient.BODY_LIMIT)))) {
            assertThat(client(server)
                            .send(ApiRequest.get(server.uri("")).build())
                            .text())
                    .hasSize(HttpApiClient.BODY_LIMIT);
        }
    }

    @Test
    void whatOnlyClaimsToBeCompressedIsTakenAsItIs() throws Exception {
        try (RawServer server = answering("422 Unprocessable", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))) {
            assertThat(client(server)
                            .send(ApiRequest.get(server.uri("")).build())
                            .object())
                    .containsEntry("a", 1);
        }
    }

    @Test
    void aQuestionHasNoHeadersOfABody() throws Exception {
        assumeTrue(Runtime.version().feature() >= 19, "older JDKs send Content-Length: 0 with every GET (JDK-8283544)");
        try (RawServer server = new RawServer(RawServer.answering("200 OK", Map.of(), "{}"))) {
            client(server).send(ApiRequest.get(server.uri("")).build());

            assertThat(server.requests().get(0).headers())
                    .doesNotContainKeys("content-length", "content-type", "transfer-encoding");
        }
    }

    @Test
    void aHostThatWantsHttp1GetsItFromThenOn(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.make(folder, "gateway", "EC");
        try (RawServer server = new RawServer(
                "https",
                GatewayTest::offerHttp2,
                certificates.serving(certificates).getServerSocketFactory(),
                GatewayTest::wantHttp1)) {
            Secret trust = Secret.of(new NamespacedName("team", "ca"), Map.of("ca.crt", certificates.certificatePem()));
            Transport transport = new HttpClients().forProvider(PROVIDER, null, trust, null);
            for (int i = 0; i < 2; i++) {
                ApiResponse answer = client(transport, server)
                        .send(ApiRequest.post(server.uri("/status"))
                                .json(Map.of("n", i))
                                .build());
                assertThat(answer.status()).isEqualTo(201);
            }

            assertThat(server.requests()).extracting(RawServer.Request::method).containsExactly("PRI", "POST", "POST");
        }
    }

    private static void offerHttp2(ServerSocket socket) {
        SSLServerSocket tls = (SSLServerSocket) socket;
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        tls.setSSLParameters(parameters);
    }

    /** Refuses the first request of HTTP/2, by its error code for that; all is well in HTTP/1.1. */
    private static void wantHttp1(RawServer.Request request, Socket socket) throws IOException {
        if (!request.method().equals("PRI")) {
            RawServer.write(socket, RawServer.response("201 Created", Map.of(), "{}"));
            return;
        }
        OutputStream out = socket.getOutputStream();
        out.write(HexFormat.of().parseHex("000000" + "0400" + "00000000"));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readNBytes("SM\r\n\r\n".length());
        int type = -1;
        while (type != HEADERS) {
            int lengthAndType = in.readInt();
            type = lengthAndType & 0xff;
            in.readNBytes(1 + 4 + (lengthAndType >>> 8));
        }
        out.write(HexFormat.of().parseHex("000004" + "0300" + "00000001" + "0000000d"));
        out.flush();
        RawServer.awaitClose(socket);
    }

    private static RawServer answering(String status, byte[] body) throws IOException {
        return new RawServer((request, socket) -> {
            RawServer.write(
                    socket,
                    "HTTP/1.1 " + status + "\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
            socket.getOutputStream().write(body);
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static ApiClient client(RawServer server) {
        return client(new HttpClients().forProvider(PROVIDER, null, null, null), server);
    }

    private static ApiClient client(Transport transport, RawServer server) {
        return transport.apiClient(server.uri(""), Duration.ofSeconds(15), true, Redaction.NONE, Clock.systemUTC());
    }
}
