package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    private static final String TOKEN = "a-good-token";

    private final StandInGitHub github = StandInGitHub.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void everythingThatWasFoundIsToldToPrograms() {
        github.scopes(TOKEN, "repo");
        github.ends(TOKEN, Instant.parse("2026-12-01T07:00:00Z"));
        github.primaryLimit(5000, 403);

        Run run = check("--output", "json");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("provider").textValue()).isEqualTo("flux-system/status");
            assertThat(it.get("type").textValue()).isEqualTo("github");
            assertThat(it.get("api").textValue()).isEqualTo(github.apiUrl().toString());
            assertThat(it.get("repository").textValue()).isEqualTo(Given.REPOSITORY);
            assertThat(it.get("verdict").textValue()).isEqualTo("allowed");
            assertThat(it.get("expires").textValue()).isEqualTo("2026-12-01T07:00:00Z");
            assertThat(it.get("remaining").longValue()).isEqualTo(4999);
            assertThat(it.has("rejection")).isFalse();
        });
    }

    @Test
    void aTokenThatIsRefusedEndsWithOne() {
        github.revoke(TOKEN);

        Run run = check();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("PROVIDER", "flux-system/status", "refused", "HTTP 401");
        assertThat(run.err()).isEqualTo("commitstatus: 1 Provider of 1 cannot write statuses\n");
        assertThat(run.out() + run.err()).doesNotContain(TOKEN);
    }

    @Test
    void aDocumentThatIsBrokenEndsWithTwoButTheOthersAreChecked() {
        String broken = """
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata:
                  name: broken
                  namespace: flux-system
                spec: {type: githup}
                """;
        Run run = Run.of(
                "check",
                "--config",
                Given.file(directory, "c.yaml", Given.configuration(github) + broken),
                "--allow-plain-http");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("uncertain");
        assertThat(run.err()).contains("error: ", "githup");
    }

    private Run check(String... more) {
        String config = Given.file(directory, "config.yaml", Given.configuration(github));
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"check", "--config", config, "--allow-plain-http"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Run.of(arguments);
    }
}
