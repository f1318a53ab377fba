package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about Flux lists every vector that differs. {@code -Ddocs.update=true} writes it there. */
class FluxDifferencesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/flux.md");
    private static final String BEGIN = "<!-- differences: written by FluxDifferencesTest -->\n";
    private static final String END = "<!-- differences: end -->";

    @Test
    void everyVectorThatDiffersIsListed() throws IOException {
        TreeSet<String> rows = new TreeSet<>(core());
        for (String module : List.of("core", "github", "gitlab", "bitbucket", "azuredevops", "cel")) {
            rows.addAll(differences(ROOT.resolve("commitstatus-" + module + "/src/test/resources")));
        }
        String table = "| vectors | vector | why it differs |\n|---|---|---|\n" + String.join("\n", rows) + "\n";

        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("run the test with -Ddocs.update=true to write it anew")
                .isEqualTo(table);
    }

    private static List<String> core() throws IOException {
        return Files.readAllLines(ROOT.resolve("commitstatus-core/src/test/resources/conformance-differences.txt"))
                .stream()
                .filter(it -> it.startsWith("differs |"))
                .map(it -> it.split(" \\| ", 5))
                .map(it -> row(it[1], it[2], it[4]))
                .toList();
    }

    private static List<String> differences(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            TreeSet<String> rows = new TreeSet<>();
            for (Path file : files.filter(it -> it.getFileName().toString().matches("differences-.*\\.properties"))
                    .toList()) {
                String vectors = file.getFileName().toString().replaceAll("differences-|\\.properties", "");
                Properties differences = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    differences.load(reader);
                }
                differences.forEach((vector, why) -> rows.add(row(vectors, vector + "", reason(why + ""))));
            }
            return List.copyOf(rows);
        }
    }

    /** What comes instead stands before it, for the test that checks that. */
    private static String reason(String difference) {
        return difference.substring(difference.lastIndexOf(" | ") + 1).replaceFirst("^\\|", "");
    }

    private static String row(String vectors, String vector, String why) {
        return "| " + vectors + " | `" + vector.replace("|", "\\|") + "` | "
                + why.strip().replace("|", "\\|") + " |";
    }
}
