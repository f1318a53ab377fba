package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher of which only a jar in the plug-in folder knows. */
class PluginsTest {
    private static final String SOURCE = """
            import io.commitstatus.model.*;
            import io.commitstatus.spi.*;
            import java.net.URI;
            import java.util.Optional;

            public final class Notes implements CommitStatusPublisher, Destination, PublisherSession {
                public String type() { return "notes"; }
                public Destination destination(Provider provider) { return this; }
                public URI api() { return URI.create("https://notes.example.com"); }
                public String repository() { return "the/notes"; }
                public StatusLimits limits() { return StatusLimits.builder().build(); }
                public Optional<URI> commitPage(String commit) {
                    return Optional.of(URI.create("https://notes.example.com/the/notes/commit/" + commit));
                }
                public PublisherSession open(PublisherContext context) { return this; }
                public PublishResult publish(CommitStatus status) { return PublishResult.published(); }
                public Optional<CommitStatus> latest(CommitStatus like) { return Optional.empty(); }
            }
            """;

    @TempDir
    Path dir;

    @Test
    void itPublishesAndTheRestIsThereToo() throws Exception {
        Path plugins = Files.createDirectory(dir.resolve("plugins"));
        jar(plugins.resolve("notes.jar"));
        Files.writeString(plugins.resolve("readme.txt"), "no jar");
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            Files.writeString(
                    dir.resolve("config/notes.yaml"),
                    Fixture.provider("notes", "any", github)
                                    .replace("type: github", "type: notes")
                                    .replaceAll("annotations: .*", "")
                            + Fixture.alert("notes"));
            try (Fixture it = Fixture.bare(dir, github, 1000, "--plugins=" + plugins)) {
                assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode())
                        .isEqualTo(202);

                Fixture.until(
                        "both are told",
                        () -> it.shown(COMMIT, "apps").isPresent()
                                && it.shows(
                                        "commitstatus_settled_total{outcome=\"delivered\",rejection=\"\",type=\"notes\"} 1.0"));
                assertThat(it.get("/").body())
                        .contains(
                                "href=\"https://notes.example.com/the/notes\"", "notes.example.com/the/notes/commit/");
            }
        }
    }

    private void jar(Path file) throws Exception {
        Path source = Files.writeString(dir.resolve("Notes.java"), SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        List.of(
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        dir.toString(),
                                        source.toString())
                                .toArray(String[]::new));
        assertThat(failed).isZero();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("Notes.class"));
            Files.copy(dir.resolve("Notes.class"), jar);
            jar.putNextEntry(new JarEntry("META-INF/services/" + CommitStatusPublisher.class.getName()));
            jar.write("Notes".getBytes(StandardCharsets.UTF_8));
        }
    }
}
