package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.RouterBuilder;
import io.commitstatus.policy.RetryPolicy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says is so: its code compiles, its YAML is valid, its links lead somewhere, its lists are whole. */
class DocsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern LOGGED = Pattern.compile("\\.log\\(\\s*\"([^\"]+?)(?:: \\{})?\"");

    @Test
    void everySnippetCompiles(@TempDir Path dir) throws IOException {
        List<String> snippets = new ArrayList<>();
        for (Markdown page : Markdown.in(DOCS)) {
            snippets.addAll(page.blocks("java"));
        }
        assertThat(snippets).containsAll(ofFrameworks());
        snippets.removeAll(ofFrameworks());
        Snippet.compile(snippets, dir);
        assertThat(snippets).hasSizeGreaterThan(5);
    }

    /** What is compiled and run with its framework, against the packed jars. */
    private static List<String> ofFrameworks() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String framework : List.of("spring-boot", "quarkus")) {
            Path source =
                    ROOT.resolve(".ci/consumers/" + framework + "/src/main/java/com/example/app/CommitStatuses.java");
            sources.add(Files.readString(source).replaceFirst("package .*\n\n", ""));
        }
        return sources;
    }

    @Test
    void everyProviderAndAlertIsValid() throws IOException {
        int documents = 0;
        for (Markdown page : Markdown.in(DOCS)) {
            for (String yaml : page.blocks("yaml")) {
                if (yaml.contains("notification.toolkit.fluxcd.io")) {
                    documents += Configuration.parse(yaml).providers().size();
                }
            }
        }
        assertThat(documents).isPositive();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Markdown page : pages()) {
            for (String link : page.links()) {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page.file(), link)) {
                    dead.add(page.file().normalize() + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Markdown.of(target).anchors().contains(parts[1]));
    }

    private static List<Markdown> pages() throws IOException {
        List<Markdown> pages = new ArrayList<>();
        for (String folder : List.of(
                "", "docs", "examples", "examples/benchmark", "examples/command-line", "examples/event-receiver")) {
            pages.addAll(Markdown.in(ROOT.resolve(folder)));
        }
        pages.add(Markdown.of(ROOT.resolve("commitstatus-testing/README.md")));
        return pages;
    }

    @Test
    void everySettingIsListed() {
        String settings = Markdown.of(DOCS.resolve("settings.md")).text();
        for (Class<?> type : List.of(RouterBuilder.class, RetryPolicy.class, ConfigurationReader.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() == type) {
                    assertThat(settings).as(type.getSimpleName()).contains("`" + method.getName() + "(");
                }
            }
        }
    }

    @Test
    void everyLoggedLineIsListed() throws IOException {
        String logging = Markdown.of(DOCS.resolve("logging.md")).text();
        List<String> missing = new ArrayList<>();
        for (String module : List.of("core", "github", "gitlab", "bitbucket", "azuredevops", "cel")) {
            try (Stream<Path> sources = Files.walk(ROOT.resolve("commitstatus-" + module + "/src/main/java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    LOGGED.matcher(Files.readString(source))
                            .results()
                            .map(it -> it.group(1))
                            .filter(it -> !it.equals("{}") && !logging.contains(it))
                            .forEach(missing::add);
                }
            }
        }
        assertThat(missing).as("lines that docs/logging.md lacks").isEmpty();
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        String index = Markdown.of(DOCS.resolve("README.md")).text();
        for (Markdown page : Markdown.in(DOCS)) {
            String name = page.file().getFileName().toString();
            if (!name.equals("README.md")) {
                assertThat(index).contains("(" + name + ")");
            }
        }
    }
}
