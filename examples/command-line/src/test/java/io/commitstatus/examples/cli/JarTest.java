package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.forge.gitea.GiteaPublisher;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar as a user does; after {@code package}. */
@Timeout(120)
class JarTest {
    @TempDir
    private Path directory;

    @Test
    void theJarNeedsNothingElse() throws Exception {
        Run version = java("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("commitstatus ").doesNotContain("not packaged");

        Run run = java(
                "explain",
                "--config",
                Given.QUICK_START.resolve("flux-status.yaml").toString(),
                "--event",
                Given.QUICK_START.resolve("event.json").toString(),
                "--output",
                "json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json())
                .singleElement()
                .satisfies(it ->
                        assertThat(it.at("/request/body/state").textValue()).isEqualTo("success"));
    }

    @Test
    void theJarHoldsEveryVendorsModule() throws Exception {
        String unknown = Given.configuration("https://forge.invalid").replace("type: github", "type: gitea");

        Run run = java("validate", "--config", Given.file(directory, "config.yaml", unknown));

        assertThat(run.err()).contains("azuredevops", "bitbucket", "bitbucketserver", "github", "gitlab");
    }

    @Test
    void theJarDelivers() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            String config = Given.file(directory, "config.yaml", Given.configuration(github));
            String event = Given.file(directory, "event.json", Given.event("äpps", Given.COMMIT, 0));

            Run run = java("publish", "--config", config, "--event", event, "--allow-plain-http", "--output", "json");

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().get(0).get("outcome").textValue()).isEqualTo("delivered");
            assertThat(run.json().get(0).get("description").textValue()).isEqualTo("Applied äpps");
            assertThat(github.shown(Given.REPOSITORY, Given.COMMIT)).hasSize(1);
        }
    }

    @Test
    void badInputEndsWithTwoAndNoStackTrace() throws Exception {
        Run run = java("validate", "--config", directory.resolve("nothing").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no such file").doesNotContain("\tat ");
    }

    @Test
    void aPluginsJarCanBeGiven() throws Exception {
        String plugin = Path.of(GiteaPublisher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String gitea = Given.configuration("https://forge.invalid").replace("type: github", "type: gitea");

        Run run = java("validate", "--config", Given.file(directory, "config.yaml", gitea), "--plugin", plugin);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theJarHoldsTheLicencesOfWhatIsInIt() throws Exception {
        try (ZipFile jar = new ZipFile(System.getProperty("commitstatus.jar", "target/commitstatus.jar"))) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/NOTICE")).contains("commitstatus", "Jackson");
        }
    }

    @Test
    void theDistributionStartsThroughItsScript() throws Exception {
        try (ZipFile zip = new ZipFile(System.getProperty("commitstatus.zip", "target/commitstatus-dist.zip"))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = directory.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        Path home;
        try (Stream<Path> unpacked = Files.list(directory)) {
            home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertThat(home.resolve("LICENSE")).exists();
        Path script = home.resolve("bin/commitstatus");
        Path link = Files.createSymbolicLink(directory.resolve("linked"), script);

        Run run = run(List.of("sh", link.toString(), "--version"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("commitstatus ");
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    private Run java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("commitstatus.jar", "target/commitstatus.jar")));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
