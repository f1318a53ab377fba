package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows what the program really prints. {@code -Dreadme.update=true} writes it there. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final String BEGIN = "<!-- explain: written by ReadmeTest -->\n";
    private static final String END = "<!-- explain: end -->";

    @Test
    void theReadmeShowsWhatIsPrinted() throws IOException {
        String files = "../quickstart/src/main/resources/";
        Run run = Run.of("explain", "--config", files + "flux-status.yaml", "--event", files + "event.json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        String block = "```console\n"
                + "$ java -jar examples/command-line/target/commitstatus.jar explain \\\n"
                + "    --config examples/quickstart/src/main/resources/flux-status.yaml \\\n"
                + "    --event examples/quickstart/src/main/resources/event.json\n"
                + run.out().replace(System.lineSeparator(), "\n")
                + "```\n";

        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertThat(begin).as("the README's markers").isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(README, readme.substring(0, begin) + block + readme.substring(end));
            return;
        }
        assertThat(readme.substring(begin, end))
                .as("run the tests with -Dreadme.update=true to write it anew")
                .isEqualTo(block);
    }
}
