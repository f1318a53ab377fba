package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.alert;
import static io.commitstatus.examples.receiver.Fixture.event;
import static io.commitstatus.examples.receiver.Fixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration is a directory that may change at any time. */
class ConfigurationTest {
    @TempDir
    Path dir;

    private static ConfigurationReader reader() {
        return Configuration.reader().lenient(true);
    }

    private static void untilMarked(Fixture it, String repository) throws Exception {
        Fixture.until("a commit of " + repository + " is marked", () -> {
            try {
                it.post("/", event("apps", COMMIT, "m"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return !it.github.shown(repository, COMMIT).isEmpty();
        });
    }

    @Test
    void aChangeTakesEffect() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            Files.writeString(it.config.resolve("more.yaml"), provider("more", "org/more", it.github) + alert("more"));

            untilMarked(it, "org/more");
        }
    }

    @Test
    void aBrokenDocumentIsReportedAndLeavesTheRestInForce() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            Files.writeString(
                    it.config.resolve("broken.yaml"),
                    alert("github")
                            .replace("Kustomization", "<b>Kustomisation")
                            .replace("metadata: {name: github", "metadata: {name: broken"));

            Fixture.until("the problem is counted", () -> it.shows("commitstatus_configuration_problems 1.0"));
            assertThat(it.get("/").body()).contains("broken.yaml", "&lt;b&gt;Kustomisation");
            assertThat(it.get("/readyz").statusCode()).isEqualTo(200);
            untilMarked(it, Fixture.REPOSITORY);
        }
    }

    @Test
    void aVersionThatKubernetesSwapsInTakesEffect() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            Path config = dir.resolve("config");
            Path first = Files.createDirectory(config.resolve("..first"));
            Path second = Files.createDirectory(config.resolve("..second"));
            Files.move(config.resolve("github.yaml"), first.resolve("github.yaml"));
            Files.writeString(second.resolve("github.yaml"), provider("github", "org/other", github) + alert("github"));
            Path data = Files.createSymbolicLink(config.resolve("..data"), Path.of("..first"));
            Files.createSymbolicLink(config.resolve("github.yaml"), Path.of("..data/github.yaml"));
            try (Fixture it = Fixture.bare(dir, github, 1000)) {
                untilMarked(it, Fixture.REPOSITORY);

                Path next = Files.createSymbolicLink(config.resolve("..next"), Path.of("..second"));
                Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

                untilMarked(it, "org/other");
            }
        }
    }

    @Test
    void eventsAreNotTakenBeforeThereIsAConfiguration() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                Fixture it = Fixture.bare(dir, github, 1000)) {
            assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode()).isEqualTo(503);
            assertThat(it.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(it.get("/healthz").statusCode()).isEqualTo(200);

            Fixture.write(dir, github);

            untilMarked(it, Fixture.REPOSITORY);
            assertThat(it.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDirectoryThatGoesAwayLeavesWhatWasReadInForce() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            ConfigurationDirectory directory =
                    new ConfigurationDirectory(it.config, it.secrets, ConfigurationTest::reader);
            assertThat(directory.first().providers()).hasSize(1);

            Files.move(it.config, dir.resolve("away"));

            assertThat(directory.changed()).isEmpty();
            assertThat(directory.missing()).isEmpty();
        }
    }

    @Test
    void aChangeCountsOnceItStandsStill() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            ConfigurationDirectory directory = new ConfigurationDirectory(
                    dir.resolve("config"), dir.resolve("secrets"), ConfigurationTest::reader);
            directory.first();
            Path more = dir.resolve("config/more.yaml");

            Files.writeString(more, provider("more", "org/more", github));
            assertThat(directory.changed()).isEmpty();
            Files.writeString(more, provider("more", "org/more", github) + alert("more"));
            assertThat(directory.changed()).isEmpty();

            assertThat(directory.changed())
                    .hasValueSatisfying(read -> assertThat(read.alerts()).hasSize(2));
            assertThat(directory.changed()).isEmpty();
        }
    }
}
