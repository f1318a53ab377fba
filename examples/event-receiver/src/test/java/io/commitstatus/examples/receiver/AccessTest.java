package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may post, and who may look. */
class AccessTest {
    private static final String EVENT = event("apps", COMMIT, "m");

    @TempDir
    Path dir;

    private String file(String name, String content) throws Exception {
        return Files.writeString(dir.resolve(name), content).toString();
    }

    @Test
    void aKeyShutsEveryUnsignedWay() throws Exception {
        try (Fixture it = Fixture.start(dir, "--forwarded-key-file=" + file("key", "k"))) {
            assertThat(it.post("/", EVENT).statusCode()).isEqualTo(403);
            assertThat(it.post("/any/where", EVENT).statusCode()).isEqualTo(403);
            for (String path : new String[] {
                "/forwarded",
                "/forwarded/",
                "/forwarded//",
                "/forwarded;x",
                "/./forwarded",
                "/%66orwarded",
                "//forwarded",
                "/a/../forwarded",
                "/forwarded/.",
                "/forwarded?x=1",
                "/FORWARDED",
                "/forwarded%2f",
                "/forwarded%00"
            }) {
                assertThat(raw(it, path)).as(path).containsPattern("^HTTP/1.1 4\\d\\d ");
            }
            assertThat(it.github.forge().requestCount()).isZero();
        }
    }

    @Test
    void aTokenIsNeededOnEveryPath() throws Exception {
        try (Fixture it = Fixture.start(dir, "--events-token-file=" + file("token", "s3cret\n"))) {
            assertThat(it.post("/", EVENT).statusCode()).isEqualTo(401);
            assertThat(it.post("/forwarded", EVENT).statusCode()).isEqualTo(401);
            assertThat(it.post("/", EVENT, "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(it.post("/", EVENT, "Authorization", "Bearer s3cret").statusCode())
                    .isEqualTo(202);
            assertThat(it.post("/", EVENT, "Authorization", basic("flux:s3cret"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void withBothEachWayHasItsOwn() throws Exception {
        try (Fixture it = Fixture.start(
                dir, "--events-token-file=" + file("token", "s3cret"), "--forwarded-key-file=" + file("key", "k"))) {
            assertThat(it.post("/forwarded", EVENT, "Authorization", "Bearer s3cret")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(it.post("/", EVENT, "Authorization", "Bearer s3cret").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void pageAndMetricsAreShutUnlessOpened() throws Exception {
        try (Fixture it = Fixture.shut(dir)) {
            assertThat(it.get("/").statusCode()).isEqualTo(404);
            assertThat(it.get("/metrics").statusCode()).isEqualTo(404);
            assertThat(it.submit("/replay", "id=1").statusCode()).isEqualTo(404);
            assertThat(it.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    /** The status line of what is answered; a client of its own would put the path right. */
    private static String raw(Fixture it, String path) throws Exception {
        try (Socket socket = new Socket(it.url().getHost(), it.url().getPort())) {
            socket.setSoTimeout((int) Fixture.SOON.toMillis());
            String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + EVENT.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + EVENT).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
        }
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}
