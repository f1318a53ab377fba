package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** The commands of the recipes for CI systems have no option that the program lacks. */
    @Test
    void everyRecipeIsACommand() throws IOException {
        Matcher commands =
                Pattern.compile("java -jar commitstatus\\.jar ([^;|<'\n`]+)").matcher(recipes());
        int found = 0;
        while (commands.find()) {
            List<String> arguments = new ArrayList<>();
            Collections.addAll(
                    arguments,
                    commands.group(1).trim().replace("$STATE", "success").split(" +"));
            arguments.add("--help");
            Run run = Run.of(arguments.toArray(String[]::new));
            assertThat(run.exitCode()).as("%s%n%s", commands.group(), run.err()).isZero();
            found++;
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    void theRecipesDocumentsMakeAStatus(@TempDir Path dir) throws IOException {
        Path yaml = dir.resolve("deploy-status.yaml");
        Files.writeString(yaml, between("```yaml\n", "```"));
        String event = between("<<JSON\n", "JSON\n")
                .replace("$1", "info")
                .replace("${COMMIT}", "5394cb7f48332b2de7c17dd8b8384bbc84b7e738");

        Run run = Run.fed(event, "explain", "--config", yaml.toString(), "--event", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("accepted", "deployment/app/prod", "success");
    }

    private static String between(String begin, String end) throws IOException {
        String text = recipes();
        int from = text.indexOf(begin, text.indexOf("## With Providers and Alerts")) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String recipes() throws IOException {
        return Files.readString(Path.of("../../docs/ci-systems.md"));
    }
}
