package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver is stopped. */
class StopTest {
    @TempDir
    Path dir;

    @Test
    void whatWasBeingReadIsAnsweredAndDelivered() throws Exception {
        try (Fixture it = Fixture.start(dir);
                Socket socket = new Socket(it.url().getHost(), it.url().getPort())) {
            socket.setSoTimeout((int) Fixture.SOON.toMillis());
            String body = event("apps", COMMIT, "m");
            String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n";
            write(socket, head + body.substring(0, 20));
            Fixture.until("it is being read", () -> it.receiver.heldBytes() > 0);

            int port = it.url().getPort();
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> it.receiver.close(Duration.ofSeconds(20)));
            Fixture.until("it is being stopped", () -> refused(port));
            write(socket, body.substring(20));

            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 202".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 202");
            closed.get(30, TimeUnit.SECONDS);
            assertThat(it.shown(COMMIT, "apps")).isPresent();
        }
    }

    @Test
    void aRequestThatDoesNotEndDoesNotHoldItUp() throws Exception {
        try (Fixture it = Fixture.start(dir);
                Socket socket = new Socket(it.url().getHost(), it.url().getPort())) {
            write(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
            Fixture.until("it is being read", () -> it.receiver.heldBytes() > 0);

            CompletableFuture.runAsync(() -> it.receiver.close(Duration.ofSeconds(1)))
                    .get(4, TimeUnit.SECONDS);
        }
    }

    private static boolean refused(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
