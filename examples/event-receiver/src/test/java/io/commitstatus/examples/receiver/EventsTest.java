package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the receiver answers to whoever posts events. */
class EventsTest {
    private static final int LIMIT = 3 * 1024 * 1024;

    @TempDir
    Path dir;

    private Fixture it;

    @BeforeEach
    void start() throws Exception {
        it = Fixture.start(dir);
    }

    @AfterEach
    void stop() {
        it.close();
    }

    @Test
    void anEventMarksTheCommit() throws Exception {
        var answer = it.post("/", event("apps", COMMIT, "Applied revision"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
        assertThat(it.shown(COMMIT, "apps")).hasValueSatisfying(shown -> {
            assertThat(shown.state()).isEqualTo("success");
            assertThat(shown.description()).isEqualTo("Applied revision");
        });
    }

    @Test
    void everyPathTakesEvents() throws Exception {
        assertThat(it.post("/some/where?else=1", event("apps", COMMIT, "m")).statusCode())
                .isEqualTo(202);
        Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
    }

    @Test
    void anEventThatNoAlertMatchesIsAccepted() throws Exception {
        assertThat(it.post("/", "{}").statusCode()).isEqualTo(202);
        assertThat(it.post("/", "null").statusCode()).isEqualTo(202);
    }

    @Test
    void whatIsNoEventIsRefusedWithTheReason() throws Exception {
        var answer = it.post("/", "{\"involvedObject\": {\"kind\": 7}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("$.involvedObject.kind: ");
        assertThat(it.post("/", "").statusCode()).isEqualTo(400);
        assertThat(it.post("/", "{} {}").statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyAtTheLimitIsAcceptedAndOneByteMoreIsNot() throws Exception {
        String atLimit = event(
                "apps", COMMIT, "x".repeat(LIMIT - event("apps", COMMIT, "").length()));
        assertThat(atLimit).hasSize(LIMIT);

        assertThat(it.post("/", atLimit).statusCode()).isEqualTo(202);
        assertThat(it.post("/", atLimit + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthHasTheSameLimit() throws Exception {
        byte[] tooLarge = (event("apps", COMMIT, "m") + " ".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8);
        var request =
                it.request("/").POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(tooLarge)));

        assertThat(it.send(request).statusCode()).isEqualTo(413);
    }

    @Test
    void headersHaveALimit() throws Exception {
        try (Socket socket = socket()) {
            String head = "POST / HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(17 * 1024) + "\r\n\r\n";
            assertThat(exchange(socket, head)).startsWith("HTTP/1.1 431 ");
        }
        assertThat(it.post("/", "{}", "X-Large", "x".repeat(12 * 1024)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void otherMethodsAndPagesAreNotThere() throws Exception {
        assertThat(it.send(it.request("/").DELETE()).statusCode()).isEqualTo(405);
        assertThat(it.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void probesAnswer() throws Exception {
        assertThat(it.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(it.get("/readyz").statusCode()).isEqualTo(200);
    }

    private Socket socket() throws Exception {
        Socket socket = new Socket(it.url().getHost(), it.url().getPort());
        socket.setSoTimeout((int) Fixture.SOON.toMillis());
        return socket;
    }

    /** Sends, and reads until the server closes. */
    private static String exchange(Socket socket, String request) throws Exception {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        try {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            return "";
        }
    }
}
