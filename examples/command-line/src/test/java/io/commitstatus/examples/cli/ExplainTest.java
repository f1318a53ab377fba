package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class ExplainTest {
    private static final String EVENT = Given.event("apps", Given.COMMIT, 0);

    @TempDir
    private Path directory;

    private String config = "";

    @BeforeEach
    void write() {
        config = Given.file(directory, "config.yaml", Given.configuration("https://github.invalid/api"));
    }

    @Test
    void everyFieldOfWhatWouldBeSentIsTold() {
        Run run = Run.fed(EVENT, "explain", "--config", config, "--event", "-", "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("event").intValue()).isZero();
            assertThat(it.get("alert").textValue()).isEqualTo("flux-system/status");
            assertThat(it.get("provider").textValue()).isEqualTo("flux-system/status");
            assertThat(it.get("decision").textValue()).isEqualTo("accepted");
            assertThat(it.get("commit").textValue()).isEqualTo(Given.COMMIT);
            assertThat(it.get("key").textValue()).isEqualTo("kustomization/apps/test");
            assertThat(it.get("state").textValue()).isEqualTo("success");
            assertThat(it.get("description").textValue()).isEqualTo("Applied apps");
            assertThat(it.has("targetUrl")).isFalse();
            assertThat(it.has("reason")).isFalse();
            assertThat(it.at("/notes/0").textValue()).contains("flux-system/token was not found", "stand-in");
            JsonNode request = it.get("request");
            assertThat(request.get("method").textValue()).isEqualTo("POST");
            assertThat(request.get("url").textValue())
                    .isEqualTo("https://github.invalid/api/repos/my-gh-org/my-gh-repo/statuses/" + Given.COMMIT);
            assertThat(request.at("/headers/Authorization").textValue()).isEqualTo("***");
            assertThat(request.at("/body/state").textValue()).isEqualTo("success");
            assertThat(request.at("/body/context").textValue()).isEqualTo("kustomization/apps/test");
        });
    }

    @Test
    void aKeyIsComputedByTheProvidersExpression() {
        Run run = explainWithExpression(
                "event.involvedObject.kind + '/' + event.involvedObject.name + '/' + provider.metadata.name");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("key").textValue()).isEqualTo("Kustomization/apps/status");
            assertThat(it.at("/request/body/context").textValue()).isEqualTo("Kustomization/apps/status");
        });
    }

    @Test
    void anExpressionThatHasNoValueForAnEventSkipsIt() {
        Run run = explainWithExpression("'k/' + event.metadata.nowhere");

        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("decision").textValue()).isEqualTo("skipped");
            assertThat(it.get("reason").textValue()).contains("spec.commitStatusExpr", "nowhere");
        });
    }

    @Test
    void anExpressionThatIsNotValidIsAProblemWithItsPlace() {
        Run run = explainWithExpression("'k/' + notification.name");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err())
                .contains("config.yaml:", "spec.commitStatusExpr", "undeclared reference to 'notification'");
    }

    private Run explainWithExpression(String expression) {
        String yaml = Given.configuration("https://github.invalid/api")
                .replace("  type: github\n", "  type: github\n  commitStatusExpr: \"" + expression + "\"\n");
        String file = Given.file(directory, "config.yaml", yaml);
        return Run.fed(EVENT, "explain", "--config", file, "--event", "-", "--output", "json");
    }

    @Test
    void anEventThatNoAlertMatchesHasOneLine() {
        String other = EVENT.replace("Kustomization", "HelmRelease");

        Run run = Run.fed(other, "explain", "--config", config, "--event", "-", "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("decision").textValue()).isEqualTo("skipped");
            assertThat(it.get("code").textValue()).isEqualTo("no_alert");
            assertThat(it.get("reason").textValue()).contains("no Alert matches HelmRelease/flux-system/apps");
            assertThat(it.fieldNames()).toIterable().containsExactly("event", "decision", "code", "reason");
        });
        assertThat(Run.fed(other, "explain", "--config", config, "--event", "-").out())
                .contains("  skipped   no Alert matches HelmRelease/flux-system/apps");
    }

    @Test
    void anObjectAnArrayAndLinesAreReadAlike() {
        String broken = EVENT.replace("info", "error");
        for (String events : new String[] {
            EVENT + "\n" + broken + "\n",
            "[" + EVENT + "," + broken + "]",
            EVENT + broken,
            " [\n" + EVENT + " ,\n" + broken + "\n]\n"
        }) {
            Run run = Run.fed(events, "explain", "--config", config, "--event", "-", "--output", "json");

            assertThat(run.json())
                    .extracting(it ->
                            it.get("event").intValue() + " " + it.get("state").textValue())
                    .containsExactly("0 success", "1 failure");
        }
        assertThat(Run.fed("[]", "explain", "--config", config, "--event", "-")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void theOptionsShapeTheStatus() {
        String file =
                Given.file(directory, "event.json", EVENT.replace("ReconciliationSucceeded", "DependencyNotReady"));

        assertThat(Run.of("explain", "--config", config, "--event", file).out()).contains("skipped");
        assertThat(Run.of("explain", "--config", config, "--event", file, "--report-progress")
                        .out())
                .contains("state        pending");
        assertThat(Run.fed(EVENT, "explain", "--config", config, "--event", "-", "--description", "reason")
                        .out())
                .contains("description  reconciliation succeeded");
        assertThat(Run.fed(EVENT, "explain", "--config", config, "--event", "-", "--gate", "flux")
                        .out())
                .contains("skipped");
    }

    @Test
    void aForwardedEventHasBareKeys() {
        String forwarded = EVENT.replace("kustomize.toolkit.fluxcd.io/revision", "revision");

        assertThat(Run.fed(forwarded, "explain", "--config", config, "--event", "-")
                        .out())
                .contains("skipped");
        assertThat(Run.fed(forwarded, "explain", "--config", config, "--event", "-", "--forwarded")
                        .out())
                .contains("accepted");
    }

    @Test
    void aTokenIsNeverShown() {
        Given.file(directory, "secrets/flux-system/token/token", "squeamish-ossifrage\n");

        Run run = Run.fed(
                EVENT,
                "explain",
                "--config",
                config,
                "--event",
                "-",
                "--secrets",
                directory.resolve("secrets").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Authorization: ***").doesNotContain("squeamish", "stand-in");
    }

    @Test
    void coloursAreForTerminals() {
        Run terminal = Run.with(EVENT, Map.of(), Ansi.ON, "explain", "--config", config, "--event", "-");

        assertThat(terminal.out()).contains("\u001b[32maccepted\u001b[0m");
        assertThat(Run.fed(EVENT, "explain", "--config", config, "--event", "-").out())
                .doesNotContain("\u001b");
    }

    @Test
    void whatATerminalWouldObeyIsLeftOut() {
        String hostile = EVENT.replace("\"apps\"", "\"apps\\u001b[2J\\n\"");

        assertThat(Run.fed(hostile, "explain", "--config", config, "--event", "-")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    @Timeout(60)
    void tenThousandEventsTakeSeconds() {
        String events = IntStream.range(0, 10_000)
                .mapToObj(i -> Given.event("app-" + i, "%040x".formatted(i), 0))
                .collect(Collectors.joining("\n"));
        long begin = System.nanoTime();

        Run run = Run.fed(events, "explain", "--config", config, "--event", "-", "--output", "json");

        assertThat(run.out().lines()).hasSize(10_000).allMatch(it -> it.contains("\"decision\":\"accepted\""));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }
}
