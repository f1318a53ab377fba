package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send half a request, or much in one. In a process of its own, with a small heap. */
class SlowClientsTest {
    private static final int HALF_SENT = 1000;
    private static final int BOMBS = 16;
    private static final int BOMB_SIZE = 3 * 1024 * 1024 - 1024;

    @TempDir
    Path dir;

    @Test
    void theyOccupyNothingThatOthersNeed() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            List<String> jvm = List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1");
            try (ReceiverProcess receiver = ReceiverProcess.start(dir, jvm, "--outbox=memory")) {
                for (int i = 0; i < HALF_SENT; i++) {
                    // Every second one within its head.
                    String half = "POST / HTTP/1.1\r\nHost: a\r\nContent-Le";
                    sockets.add(send(receiver.url(), i % 2 == 0 ? half : half + "ngth: 100\r\n\r\n{"));
                }
                assertPasses(receiver, github, 1);

                String bomb = bomb();
                List<CompletableFuture<Integer>> bombs = new ArrayList<>();
                for (int i = 0; i < BOMBS; i++) {
                    bombs.add(CompletableFuture.supplyAsync(() -> status(receiver, bomb)));
                }
                for (int i = 2; i < 12; i++) {
                    assertPasses(receiver, github, i);
                }
                for (CompletableFuture<Integer> it : bombs) {
                    assertThat(it.get()).isIn(202, 400, 503, -1);
                }
                assertPasses(receiver, github, 12);
                assertThat(Files.readString(dir.resolve("receiver.log"))).doesNotContain("OutOfMemory");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void assertPasses(ReceiverProcess receiver, StandInGitHub github, int number) throws Exception {
        String commit = "%040x".formatted(number);
        assertThat(receiver.post(event("apps", commit, "m"))).isEqualTo(202);
        assertThat(receiver.get("/healthz")).isEqualTo("ok\n");
        Fixture.until(
                "commit " + number + " is marked",
                () -> !github.shown(Fixture.REPOSITORY, commit).isEmpty());
    }

    /** A million arrays, where an event has room for anything. */
    private static String bomb() {
        String event = event("apps", COMMIT, "m");
        return "{\"x\":[[]" + ",[]".repeat(BOMB_SIZE / 3) + "]," + event.substring(1);
    }

    /** Without an answer, -1: a client that is too much is closed. */
    private static int status(ReceiverProcess receiver, String body) {
        try {
            return receiver.post(body);
        } catch (IOException | InterruptedException e) {
            return -1;
        }
    }

    private static Socket send(URI to, String text) throws IOException {
        Socket socket = new Socket(to.getHost(), to.getPort());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
