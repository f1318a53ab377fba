package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    private Path directory;

    @Test
    void badUsageEndsWithTwoAndAMessage() {
        refused("Missing required subcommand");
        refused("--event", "explain", "--config", "x");
        refused("is not a valid duration", "publish", "--config", "x", "--event", "-", "--wait", "30");
        refused("--output", "validate", "--config", "x", "--output", "xml");
        refused("write NAMESPACE/NAME=FILE", "validate", "--config", "x", "--token-file", "token=x");
    }

    @Test
    void badInputEndsWithTwoAndAMessage() {
        String config = Given.file(directory, "config.yaml", Given.configuration("https://github.invalid/api"));
        String nothing = directory.resolve("nothing").toString();

        refused("nothing: there is no such file", "explain", "--config", nothing, "--event", "-");
        refused("nothing: there is no such file", "explain", "--config", config, "--event", nothing);
        refused("this is a directory", "explain", "--config", config, "--event", directory.toString());
        refused("--secrets: " + nothing, "explain", "--config", config, "--event", "-", "--secrets", nothing);
        refused("is not there", "validate", "--config", config, "--token-file", "a/b=" + nothing);
        refused("<stdin>: this is empty", "explain", "--config", config, "--event", "-");
        refused("event 0: this is not JSON", "explain", "--config", config, "--event", config);
        refused("ends too early", "explain", "--config", config, "--event", Given.file(directory, "e", "[{},{"));
        refused("$: this is a number", "explain", "--config", config, "--event", Given.file(directory, "n", "7"));
    }

    @Test
    void aTokenAmongTheArgumentsIsNotRepeated() {
        Run run = Run.of("publish", "--config", "x", "--event", "-", "--token", "squeamish-ossifrage");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("unknown option --token").doesNotContain("squeamish");
        for (String argument : List.of("--token=squeamish", "-Tsqueamish", "squeamish", "-squeamish")) {
            assertThat(Run.of("publish", "--config", "x", "--event", "-", argument)
                            .err())
                    .startsWith("commitstatus: ")
                    .doesNotContain("queamish");
        }
        for (String value : List.of("squeamish", "squeamish=x", "a/b=squeamish", "/squeamish=")) {
            assertThat(Run.of("validate", "--config", "x", "--token-file", value)
                            .err())
                    .contains("--token-file")
                    .doesNotContain("squeamish");
        }
    }

    private static final List<String> TOKENS = List.of(
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789",
            "glpat-xAyBzC1234567890_-ab",
            "ATBBxyz0123456789abcdefGHIJ",
            "ATCTT3xFfGN0abcdefghijklmnop",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
            "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst");

    @Test
    void whatLooksLikeATokenIsRepeatedInNoMessage() {
        TOKENS.forEach(this::isNotRepeated);
    }

    private void isNotRepeated(String token) {
        String config = Given.file(directory, "config.yaml", Given.configuration("https://github.invalid/api"));
        List<String> set = List.of("set", "--commit", "a".repeat(40), "--key", "k", "--state", "success");
        for (List<String> arguments : List.of(
                List.of("validate", "--config", token),
                List.of("validate", "--config", config, "--secrets", token),
                List.of("validate", "--config", config, "--output", token),
                List.of("validate", "--config", config, "--plugin", token),
                List.of("explain", "--config", config, "--event", token),
                List.of("publish", "--config", config, "--event", "-", "--wait", token),
                List.of("publish", "--config", config, "--event", "-", "--gate", token),
                List.of("set", "--commit", token, "--key", "k", "--state", "success"),
                List.of("set", "--commit", "a".repeat(40), "--key", "k", "--state", token),
                with(set, "--type", token, "--address", "https://github.com/org/repo"),
                with(set, "--type", "github", "--address", token),
                with(set, "--config", config, "--provider", token),
                with(set, "--config", config, "--provider", "apps/" + token),
                with(set, "--type", "github", "--address", "https://github.com/org/repo", "--token-file", token))) {
            Run run = Run.of(arguments.toArray(String[]::new));

            assertThat(run.exitCode()).as(arguments.toString()).isEqualTo(2);
            assertThat(run.err() + run.out()).as(arguments.toString()).doesNotContain(token);
        }
    }

    private static List<String> with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    @Test
    void whatIsNoTokenIsShown() {
        for (String text :
                List.of("a".repeat(40), "0123456789abcdef".repeat(4), "statuses/flux-system.yaml", "apps/web")) {
            assertThat(TokenShapes.blank("there is no " + text)).contains(text);
        }
    }

    @Test
    void helpTellsWhereTokensComeFrom() {
        for (String command : new String[] {"explain", "publish", "validate", "check", "set"}) {
            Run run = Run.of(command, "--help");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("--config", "--token-file", "COMMITSTATUS_TOKEN", "Exit codes:");
        }
    }

    @Test
    void whatIsNearlyRightIsSuggested() {
        refused("there is no such command; the commands are set, publish, explain, check, validate", "explian");
        refused("did you mean explain?", "explian");
        refused("unknown option --confg; did you mean --config?", "validate", "--config", "x", "--confg", "y");
    }

    @Test
    void optionsAreThereOnlyWhereTheyMeanSomething() {
        for (String option : List.of("--gate=flux", "--description=reason", "--report-progress")) {
            refused("unknown option " + option.replaceFirst("=.*", ""), "validate", "--config", "x", option);
            refused("unknown option " + option.replaceFirst("=.*", ""), "check", "--config", "x", option);
        }
    }

    @Test
    void theShellCanCompleteCommandsAndOptions() {
        Run run = Run.of("completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete ", "--report-progress", "--token-file", "canceled");
    }

    @Test
    void aPluginThatIsNoneEndsWithTwo() {
        String config = Given.file(directory, "config.yaml", Given.configuration("https://github.invalid/api"));

        refused("--plugin: nowhere is not there", "validate", "--config", config, "--plugin", "nowhere");
        refused("no publisher was found", "validate", "--config", config, "--plugin", directory.toString());
    }

    private static void refused(String message, String... arguments) {
        Run run = Run.of(arguments);

        assertThat(run.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(run.err()).contains(message).startsWith("commitstatus: ").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }
}
