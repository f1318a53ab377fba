package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the README's first lines, as they are written there. */
class ReadmeTest {
    private static final Markdown README = Markdown.of(Path.of("../../README.md"));
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    @Test
    void theFirstLinesMarkTheCommit(@TempDir Path dir) throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Path yaml = dir.resolve("flux-status.yaml");
            Files.writeString(
                    yaml,
                    README.blocks("yaml")
                            .get(0)
                            .replaceFirst(
                                    "(?m)^  name: github-status$",
                                    "  name: github-status\n  annotations:\n    commitstatus.io/api-url: "
                                            + github.apiUrl()));
            String code = README.blocks("java")
                    .get(0)
                    .replace("\"flux-status.yaml\"", '"' + yaml.toString().replace("\\", "\\\\") + '"')
                    .replace("System.getenv(\"GITHUB_TOKEN\")", "\"a-token\"")
                    .replace(".build()) {", ".allowPlainHttp(true).build()) {");

            String printed = run(dir, code);

            assertThat(printed).contains("delivered");
            assertThat(github.shown("my-gh-org/my-gh-repo", COMMIT).values())
                    .singleElement()
                    .satisfies(it -> assertThat(it.state()).isEqualTo("success"));
        }
    }

    private static String run(Path dir, String code) throws Exception {
        String name = Snippet.compile(List.of(code), dir).get(0);
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String.class).invoke(null, COMMIT);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
