package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that take too long to come. */
class TrickleTest {
    @TempDir
    Path dir;

    @Test
    void whatTricklesIsCutOffAndWhatIsSilentIsAnswered() throws Exception {
        try (Fixture it = Fixture.hurried(dir);
                Socket trickling = begin(it);
                Socket silent = begin(it)) {
            OutputStream out = trickling.getOutputStream();
            Fixture.until("it is closed", () -> {
                try {
                    out.write(' ');
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
            assertThat(new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 408 ")
                    .doesNotContain("html", "Exception");
        }
    }

    private static Socket begin(Fixture it) throws IOException {
        Socket socket = new Socket(it.url().getHost(), it.url().getPort());
        socket.setSoTimeout((int) Fixture.SOON.toMillis());
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
