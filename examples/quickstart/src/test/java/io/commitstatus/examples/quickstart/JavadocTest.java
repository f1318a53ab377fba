package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the Javadoc compile, each type to begin with has one, and every type says since when it is there and whether
 * it is thread-safe.
 */
class JavadocTest {
    private static final Path ROOT = Path.of("../..");

    private static final List<String> MODULES =
            List.of("core", "github", "gitlab", "bitbucket", "azuredevops", "cel", "testing");

    /** With which somebody begins to read. */
    private static final List<String> ENTRIES = List.of(
            "CommitStatusRouter",
            "RouterBuilder",
            "Configuration",
            "ConfigurationReader",
            "Receipt",
            "Explanation",
            "Health",
            "ProviderAccess",
            "Provider",
            "Alert",
            "EventSource",
            "Event",
            "CommitStatus",
            "Secret",
            "SecretResolver",
            "RetryPolicy",
            "DeliveryListener",
            "EventGate",
            "KeyStrategy",
            "StateStrategy",
            "DescriptionStrategy",
            "TargetUrlStrategy",
            "ObjectLabels",
            "CommitStatusPublisher",
            "Destination",
            "PublisherSession",
            "PublishResult",
            "CheckResult",
            "StatusLimits",
            "ApiRequest",
            "RepositoryAddress",
            "TokenSource",
            "MemoryOutbox",
            "FileOutbox",
            "PostgresOutbox",
            "Outbox",
            "OutboxContract",
            "PublisherContract",
            "FakeForge",
            "StandInGitHub",
            "RecordingListener",
            "ManualClock");

    private static final Pattern TYPE = Pattern.compile(
            "(/\\*\\*(?:(?!\\*/).)*\\*/)\\s*(?:@[^\\n]+\\n)*public (?:abstract |final |sealed )*"
                    + "(?:class|interface|record|enum) (\\w+)",
            Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* \\}</pre>", Pattern.DOTALL);

    /** What an example may use without saying where it is from. */
    private static final String BEFORE = """
            import io.commitstatus.*;
            import io.commitstatus.model.*;
            import io.commitstatus.outbox.*;
            import io.commitstatus.outbox.postgresql.*;
            import io.commitstatus.policy.*;
            import io.commitstatus.spi.*;
            import io.commitstatus.spi.http.*;
            import io.commitstatus.testing.*;
            import io.commitstatus.testing.contract.*;
            import io.commitstatus.testing.forge.*;
            import io.commitstatus.testing.github.*;
            import java.io.*;
            import java.net.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            class %s {
            CommitStatusRouter router; Configuration configuration; Event event; CommitStatus status;
            String sha, token, repository; URI api; ApiClient http; ApiResponse answer;
            javax.sql.DataSource dataSource;
            """;

    /** What says for itself, as the overview has it. */
    private static final Pattern IMMUTABLE =
            Pattern.compile("public (?:sealed|record|enum)|class \\w+Exception|private (\\w+)\\(\\) \\{\\}");

    private record Documented(String name, String doc, String source) {}

    @Test
    void everyExampleCompiles(@TempDir Path folder) throws IOException {
        List<String> classes = new ArrayList<>();
        // In one, since the three of the SPI refer to each other.
        StringBuilder plugIn = new StringBuilder(BEFORE.formatted("PlugIn"));
        for (Documented type : types()) {
            for (String example : examples(type.doc())) {
                if (example.matches("(?s)(public final class|record) Forge.*")) {
                    plugIn.append(example).append('\n');
                } else {
                    classes.add(BEFORE.formatted("Example" + classes.size()) + "void example() throws Exception {\n"
                            + example + "\n}\n}");
                }
            }
        }
        classes.add(plugIn + "}");
        Snippet.compile(classes, folder);
        assertThat(classes).hasSizeGreaterThan(30);
    }

    @Test
    void everyTypeToBeginWithHasAnExample() throws IOException {
        assertThat(types())
                .filteredOn(it -> !examples(it.doc()).isEmpty())
                .extracting(Documented::name)
                .containsAll(ENTRIES);
    }

    @Test
    void everyTypeSaysSinceWhenItIsThere() throws IOException {
        assertThat(types())
                .hasSizeGreaterThan(100)
                .allSatisfy(it -> assertThat(it.doc()).as(it.name()).containsPattern("@since \\d"));
    }

    @Test
    void everyTypeSaysWhetherItIsThreadSafe() throws IOException {
        assertThat(types())
                .filteredOn(it -> !IMMUTABLE.matcher(it.source()).find())
                .allSatisfy(it ->
                        assertThat(it.doc()).as(it.name()).containsPattern("[Tt]hread|[Ii]mmutable|[Ss]tateless"));
    }

    private static List<String> examples(String doc) {
        return EXAMPLE.matcher(doc)
                .results()
                .map(it -> it.group(1).replaceAll("(?m)^ \\*( |$)", ""))
                .toList();
    }

    /** The public types of the exported packages. */
    private static List<Documented> types() throws IOException {
        List<Documented> types = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve("commitstatus-" + module + "/src/main/java"))) {
                for (Path file : files.filter(it -> it.toString().endsWith(".java"))
                        .filter(it -> !it.toString().contains("/internal/"))
                        .toList()) {
                    String source = Files.readString(file);
                    Matcher type = TYPE.matcher(source);
                    if (type.find() && file.endsWith(type.group(2) + ".java")) {
                        types.add(new Documented(type.group(2), type.group(1), source));
                    }
                }
            }
        }
        return types;
    }
}
