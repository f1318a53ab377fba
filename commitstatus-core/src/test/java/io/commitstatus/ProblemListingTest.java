package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemListingTest {
    private static final Path LISTING = Path.of("PROBLEMS.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)(```yaml\n(.*?)```\n\n)?```text\n(.*?)```\n");

    @TempDir
    Path directory;

    private static ConfigurationReader reader() {
        return Configuration.reader()
                .lenient(true)
                .publishers(List.of(new StubPublisher("github"), new StubPublisher("gitlab"), new Failing()));
    }

    @Test
    void theListingSaysWhatIsPrinted() throws IOException {
        String listing = Files.readString(LISTING);
        Matcher example = EXAMPLE.matcher(listing);
        StringBuilder expected = new StringBuilder();
        while (example.find()) {
            List<Problem> problems = example.group(1) == null ? withoutYaml() : ofYaml(example.group(2));
            String yaml = example.group(1) == null ? "" : example.group(1);
            example.appendReplacement(
                    expected, Matcher.quoteReplacement(yaml + "```text\n" + lines(problems) + "```\n"));
        }
        example.appendTail(expected);
        if (Boolean.getBoolean("problems.update")) {
            Files.writeString(LISTING, expected);
        }
        assertThat(Files.readString(LISTING))
                .as("what PROBLEMS.md says is printed; run this test with -Dproblems.update=true to write it anew")
                .isEqualTo(expected.toString());
    }

    @Test
    void noSecretIsInTheListing() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(LISTING));
        while (example.find()) {
            assertThat(example.group(3)).doesNotContain("12345", "not base64!", "ENC[", "user:password");
        }
    }

    /** A publisher with a fault, whose text must not be shown. */
    private static final class Failing implements CommitStatusPublisher {
        @Override
        public String type() {
            return "failing";
        }

        @Override
        public Destination destination(Provider provider) {
            throw new IllegalStateException("https://user:password@github.com");
        }
    }

    private static List<Problem> ofYaml(String yaml) throws IOException {
        return reader().read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "flux.yaml")
                .problems();
    }

    private List<Problem> withoutYaml() throws IOException {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(reader().load(Path.of("missing.yaml")).problems());
        problems.addAll(reader().load(directory).problems().stream()
                .map(it -> new Problem(it.level(), "empty/", it.line(), it.column(), it.path(), it.message()))
                .toList());
        problems.addAll(read("kind: Alert\nname: M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1)));
        problems.addAll(read("kind: Alert\nname: \u0001\n".getBytes(StandardCharsets.UTF_8)));
        problems.addAll(read("%YAML 3.0\n---\nkind: Alert\n".getBytes(StandardCharsets.UTF_8)));
        problems.addAll(read(("a: " + "[".repeat(3000)).getBytes(StandardCharsets.UTF_8)));
        problems.addAll(reader().parse("#".repeat(64 * 1024 * 1024 + 1)).problems());
        problems.addAll(reader().objects(List.of(Map.of(
                        "apiVersion",
                        "notification.toolkit.fluxcd.io/v1beta3",
                        "kind",
                        "Provider",
                        "metadata",
                        Map.of("namespace", "flux-system", "name", "github"),
                        "spec",
                        Map.of("type", "github", "address", "https://github.com/org/repo", "suspend", 1))))
                .problems());
        problems.addAll(built());
        return problems;
    }

    /** What is too long to be shown as YAML, and the rest. */
    private static List<Problem> built() {
        String longText = "a".repeat(2049);
        return reader().objects(List.of()).toBuilder()
                .put(Provider.builder("flux-system/misspelt")
                        .type("githup")
                        .address("https://github.com/org/repo")
                        .build())
                .put(Provider.builder("flux-system/long")
                        .type("github")
                        .address("https://github.com/org/" + longText)
                        .username(longText)
                        .build())
                .put(Provider.builder("flux-system/long-in-secret")
                        .type("github")
                        .secretRef("long")
                        .build())
                .put(Provider.builder("flux-system/failing").type("failing").build())
                .put(Secret.of(new NamespacedName("flux-system", "long"), Map.of("address", longText)))
                .put(Alert.builder("flux-system/long")
                        .provider("misspelt")
                        .eventSource(EventSource.of("Kustomization", "*"))
                        .summary(longText)
                        .include(longText)
                        .include("(".repeat(300) + ")".repeat(300))
                        .build())
                .build()
                .problems();
    }

    private static List<Problem> read(byte[] yaml) throws IOException {
        return reader().read(new ByteArrayInputStream(yaml), "flux.yaml").problems();
    }

    private static String lines(List<Problem> problems) {
        return problems.stream()
                .map(it -> (it.level() == Problem.Level.ERROR ? "error    " : "warning  ") + it + "\n")
                .collect(Collectors.joining());
    }
}
