package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the README's first lines, as they stand there. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    private static String block(String language) throws Exception {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }

    @Test
    void theFirstLinesMarkTheCommit(@TempDir Path dir) throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Path yaml = dir.resolve("flux-status.yaml");
            Files.writeString(
                    yaml,
                    block("yaml")
                            .replaceFirst(
                                    "(?m)^  name: github-status$",
                                    "  name: github-status\n  annotations:\n    commitstatus.io/api-url: "
                                            + github.apiUrl()));
            String code = block("java")
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
        String source =
                "import io.commitstatus.*;\nimport io.commitstatus.model.*;\nimport io.commitstatus.policy.*;\nimport java.nio.file.Path;\n"
                        + "import java.time.Duration;\npublic class Lines {\n"
                        + "public static void main(String sha) throws Exception {\n" + code + "}\n}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        List<String> options =
                List.of("-proc:none", "-d", dir.toString(), "-classpath", System.getProperty("java.class.path"));
        Boolean compiled = compiler.getTask(
                        new OutputStreamWriter(problems, StandardCharsets.UTF_8),
                        null,
                        null,
                        options,
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(compiled).as(problems.toString(StandardCharsets.UTF_8)).isTrue();
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Lines").getMethod("main", String.class).invoke(null, COMMIT);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Lines.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
