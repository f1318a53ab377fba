package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.alert;
import static io.commitstatus.examples.receiver.Fixture.event;
import static io.commitstatus.examples.receiver.Fixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that an Alert matches, and that lead to no status. */
class NothingVanishesTest {
    @TempDir
    Path dir;

    @Test
    void anEventWhoseProviderCannotBeUsedIsRefusedUntilItCan() throws Exception {
        try (StandInGitHub github = StandInGitHub.start()) {
            Fixture.write(dir, github);
            Path broken = dir.resolve("config/broken.yaml");
            Files.writeString(broken, provider("broken", "org", github) + alert("broken") + alert("missing"));
            try (Fixture it = Fixture.bare(dir, github, 1000)) {
                var answer = it.post("/", event("apps", COMMIT, "m"));

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("try again: Alert flux-system/");
                // What leads somewhere is sent all the same, and only once.
                Fixture.until(
                        "the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
                assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode())
                        .isEqualTo(503);
                assertThat(it.github.forge().requestCount()).isEqualTo(1);
                assertThat(it.shows("commitstatus_skipped_total{reason=\"provider_unusable\"} 4.0"))
                        .isTrue();
                assertThat(it.get("/").body())
                        .contains("the Provider flux-system/broken is missing, or broken", "flux-system/missing");

                Files.writeString(broken, provider("broken", "org/repo2", github) + alert("broken"));
                Fixture.until("it is taken", () -> status(it) == 202);
                Fixture.until(
                        "both commits are marked",
                        () -> !github.shown("org/repo2", COMMIT).isEmpty());
            }
        }
    }

    @Test
    void whatIsMeantToBeSkippedIsTakenAndCounted() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            String event = event("apps", COMMIT, "m");
            it.post("/", event.replace("ReconciliationSucceeded", "Progressing"));
            it.post("/", event.replace("Kustomization", "HelmRelease"));
            it.post("/", event.replace("@sha1", "@sha256"));

            assertThat(it.get("/metrics").body())
                    .contains(
                            "commitstatus_skipped_total{reason=\"no_state\"} 1.0",
                            "commitstatus_skipped_total{reason=\"no_alert\"} 1.0",
                            "commitstatus_skipped_total{reason=\"no_commit\"} 1.0",
                            "commitstatus_answers_total{endpoint=\"event\",status=\"202\"} 3.0");
        }
    }

    @Test
    void aShadowSendsNothingAndTellsWhatItWouldSend() throws Exception {
        try (Fixture it = Fixture.start(dir, "--shadow")) {
            assertThat(it.post("/", event("apps", COMMIT, "Applied revision")).statusCode())
                    .isEqualTo(202);

            assertThat(it.get("/").body()).contains("Applied revision", "org/repo");
            assertThat(it.github.forge().requestCount()).isZero();
        }
    }

    private static int status(Fixture it) {
        try {
            return it.post("/", event("apps", COMMIT, "m")).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
