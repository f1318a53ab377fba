package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void itReadsTheEnvironmentsProxiesAndNamesTheVariableThatIsWrong(@TempDir Path directory) throws Exception {
        Process bad = run(
                Map.of("HTTPS_PROXY", "socks5://user:s3cret@proxy", "COMMITSTATUS_OUTBOX", "memory"),
                "--config=" + directory);

        assertThat(new String(bad.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("event-receiver: environment variable HTTPS_PROXY: ")
                .doesNotContain("s3cret", "\tat ");
        assertThat(bad.waitFor()).isEqualTo(1);
    }

    @Test
    void anOutboxThatCannotBeMadeIsSaidInOneLine(@TempDir Path directory) throws Exception {
        Process bad = run(
                Map.of(
                        "COMMITSTATUS_OUTBOX",
                        directory.resolve("missing/outbox").toString()),
                "--config=" + directory);

        assertThat(new String(bad.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("event-receiver: the outbox's file ")
                .doesNotContain("\tat ");
        assertThat(bad.waitFor()).isEqualTo(1);
    }

    private static Process run(String argument) throws Exception {
        return run(Map.of(), argument);
    }

    private static Process run(Map<String, String> environment, String argument) throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("receiver.jar"),
                        argument)
                .redirectErrorStream(true);
        process.environment().putAll(environment);
        return process.start();
    }
}
