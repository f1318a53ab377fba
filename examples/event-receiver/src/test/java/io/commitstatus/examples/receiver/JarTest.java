package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, with what stands beside it. */
class JarTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

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

    /** Where there is no engine to build it with. */
    @Test
    void theImageHoldsWhatIsThereAndStartsIt() throws Exception {
        String recipe = Files.readString(Path.of("Dockerfile"));
        Matcher copied = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$").matcher(recipe);
        Map<String, String> places = new LinkedHashMap<>();
        while (copied.find()) {
            assertThat(Path.of(copied.group(1))).exists();
            places.put(copied.group(2), copied.group(1));
        }
        assertThat(places.values()).contains("target/lib");
        Matcher entry = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$").matcher(recipe);
        assertThat(entry.find()).isTrue();
        List<String> command = new ArrayList<>();
        for (String word : entry.group(1).replace("\"", "").split(", *", -1)) {
            command.add(places.getOrDefault(word, word));
        }
        command.set(0, JAVA);
        command.add("--help");

        Process help = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Usage: event-receiver");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void theImageShowsThePortsThatAreListenedOn() throws Exception {
        Settings settings = Settings.of(List.of(), Map.of());
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("EXPOSE " + settings.listen().getPort() + " "
                        + settings.adminListen().getPort());
    }

    private static Process run(String argument) throws Exception {
        return run(Map.of(), argument);
    }

    private static Process run(Map<String, String> environment, String argument) throws Exception {
        ProcessBuilder process = new ProcessBuilder(JAVA, "-jar", System.getProperty("receiver.jar"), argument)
                .redirectErrorStream(true);
        process.environment().putAll(environment);
        return process.start();
    }
}
