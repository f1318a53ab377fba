package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The jar, with what stands beside it. */
class JarTest {
    @Test
    void itHelps() throws Exception {
        Process help = run("--help");

        assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--listen", "--kubernetes", "COMMITSTATUS_PAGE_TOKEN_FILE");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void itRepeatsNoValue() throws Exception {
        Process bad = run("--tokn=ghp_secret");

        assertThat(new String(bad.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("event-receiver: ", "--tokn", "--help")
                .doesNotContain("ghp_secret");
        assertThat(bad.waitFor()).isEqualTo(2);
    }

    private static Process run(String argument) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("receiver.jar"),
                        argument)
                .redirectErrorStream(true)
                .start();
    }
}
