package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class SetTest {
    private static final Map<String, String> TOKEN = Map.of("COMMITSTATUS_TOKEN", "a-good-token");

    private final StandInGitHub github = StandInGitHub.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void oneStatusIsSetWithoutAConfiguration() {
        github.onlyTokens("a-good-token");

        Run run = set(TOKEN, "--type", "github", "--address", github.address("my-org/my-repo"), "--text", "rolled out");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("success: delivered");
        assertThat(shown("my-org/my-repo").description()).isEqualTo("rolled out");
    }

    @Test
    void aProviderOfAConfigurationWillDo() {
        github.onlyTokens("a-good-token");
        String config = Given.file(directory, "config.yaml", Given.configuration(github));

        Run run = set(Map.of(), "--config", config, "--provider", "flux-system/status", "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json().get(0).get("outcome").textValue()).isEqualTo("delivered");
        assertThat(shown(Given.REPOSITORY).state()).isEqualTo("success");
    }

    @Test
    void theTokenMayStandInAFile() {
        github.onlyTokens("of-a-file");
        String file = Given.file(directory, "token", "of-a-file\n");

        Run run = set(TOKEN, "--type", "github", "--address", github.address("o/r"), "--token-file", file);

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatIsRejectedEndsWithOne() {
        github.revoke("a-good-token");

        Run run = set(TOKEN, "--type", "github", "--address", github.address("o/r"), "--wait", "2s");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("HTTP 401").doesNotContain("a-good-token");
    }

    @Test
    void badInputEndsWithTwo() {
        String address = github.address("o/r");
        refused("set COMMITSTATUS_TOKEN", Map.of(), "--type", "github", "--address", address);
        refused("give --type and --address, or", TOKEN, "--type", "github");
        refused("\"githup\"", TOKEN, "--type", "githup", "--address", address);
        refused("spec.address", TOKEN, "--type", "github", "--address", "nonsense");
        String config = Given.file(directory, "config.yaml", Given.configuration(github));
        refused("known are [flux-system/status]", TOKEN, "--config", config, "--provider", "a/b");
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void theEnvironmentsProxiesAreRead() {
        String address = github.address("o/r");
        refused(
                "environment variable HTTPS_PROXY",
                Map.of("COMMITSTATUS_TOKEN", "a-good-token", "HTTPS_PROXY", "socks5://proxy:1080"),
                "--type",
                "github",
                "--address",
                address);
    }

    private void refused(String message, Map<String, String> environment, String... target) {
        Run run = set(environment, target);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("commitstatus: ").contains(message).doesNotContain("\tat ");
    }

    private ShownStatus shown(String repository) {
        return github.shown(repository, Given.COMMIT, "deploy/prod").orElseThrow();
    }

    private static Run set(Map<String, String> environment, String... target) {
        List<String> arguments = new ArrayList<>(List.of("set"));
        arguments.addAll(List.of(target));
        arguments.addAll(List.of("--commit", Given.COMMIT, "--key", "deploy/prod", "--state", "success"));
        arguments.add("--allow-plain-http");
        return Run.with("", environment, Ansi.OFF, arguments.toArray(String[]::new));
    }
}
