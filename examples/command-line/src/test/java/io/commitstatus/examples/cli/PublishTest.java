package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.github.StandInGitHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

@Timeout(60)
class PublishTest {
    private static final String EVENT = Given.event("apps", Given.COMMIT, 0);
    private static final String KEY = "kustomization/apps/test";

    private final StandInGitHub github = StandInGitHub.start();

    @TempDir
    private Path directory;

    private String config = "";

    @BeforeEach
    void write() {
        config = Given.file(directory, "config.yaml", Given.configuration(github));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private Run publish(String events, String... more) {
        return publish(events, Map.of(), Ansi.OFF, more);
    }

    private Run publish(String events, Map<String, String> environment, Ansi ansi, String... more) {
        String[] arguments = {"publish", "--config", config, "--event", "-", "--allow-plain-http"};
        String[] all = Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
        return Run.with(events, environment, ansi, all);
    }

    @Test
    void aStatusIsDelivered() {
        Run run = publish(EVENT, "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).singleElement().satisfies(it -> {
            assertThat(it.get("decision").textValue()).isEqualTo("accepted");
            assertThat(it.get("outcome").textValue()).isEqualTo("delivered");
            assertThat(it.get("detail").isTextual()).isTrue();
        });
        assertThat(github.shown(Given.REPOSITORY, Given.COMMIT, KEY))
                .map(ShownStatus::description)
                .contains("Applied apps");
    }

    @Test
    void theNewestWinsAndTheOthersAreSuperseded() {
        String failed = Given.event("apps", Given.COMMIT, 20).replace("info", "error");

        Run run = publish(failed + EVENT + "\n" + Given.event("apps", Given.COMMIT, 10), "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json())
                .extracting(it -> it.get("outcome").textValue())
                .containsExactly("delivered", "superseded", "superseded");
        assertThat(github.shown(Given.REPOSITORY, Given.COMMIT, KEY))
                .map(ShownStatus::state)
                .contains("failure");
    }

    @Test
    void whatTheHostRefusesEndsWithOne() {
        github.forbid(Given.REPOSITORY);

        Run run = publish(EVENT, "--output", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get(0).get("outcome").textValue()).isEqualTo("rejected");
        assertThat(run.json().get(0).get("detail").textValue()).contains("403");
        assertThat(run.err()).contains("1 of 1 accepted was not delivered").doesNotContain("\tat ");
    }

    @Test
    void whatStillWaitsWhenTheTimeIsUpEndsWithOne() {
        github.forge()
                .next(IntStream.range(0, 50)
                        .mapToObj(i -> Fault.answer(503, "{}"))
                        .toArray(Fault[]::new));
        long begin = System.nanoTime();

        Run run = publish(EVENT, "--wait", "500ms");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("pending", "503");
        assertThat(run.err()).contains("1 still waited", "--wait");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void whatIsSkippedIsNoFailure() {
        Run run = publish(EVENT.replace("Kustomization", "HelmRelease"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("skipped", "no Alert matches", "1 skipped");
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void whatIsSkippedIsAFailureWhereAMatchIsDemanded() {
        Run run = publish(EVENT + "\n" + EVENT.replace("Kustomization", "HelmRelease"), "--require-match");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("1 event of 2 led to no status");
        assertThat(publish(EVENT, "--require-match").exitCode()).isZero();
    }

    @Test
    void rowsAreAlignedAndCountedUp() {
        Run run = publish(EVENT + Given.event("a-longer-name", Given.COMMIT, 0));

        String[] lines = run.out().split("\n");
        assertThat(lines).hasSize(4);
        assertThat(lines[1].indexOf("success")).isEqualTo(lines[0].indexOf("STATE"));
        assertThat(lines[2].indexOf("success")).isEqualTo(lines[0].indexOf("STATE"));
        assertThat(lines[3]).isEqualTo("2 delivered");
    }

    @Test
    void progressIsForTerminals() {
        Run terminal = publish(EVENT, Map.of(), Ansi.ON);

        assertThat(terminal.err()).contains("0 of 1 event done").endsWith("\r\u001b[K");
        assertThat(terminal.out()).contains("\u001b[32mdelivered");
    }

    @Test
    void nothingIsSentWhileAnEventCannotBeRead() {
        Run run = publish(EVENT + "\n" + EVENT.replace("\"apps\"", "7") + "\n" + EVENT.replace("Z\"", "\"") + "\n");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("<stdin>:2:1: event 1: $.involvedObject.name: ", "<stdin>:3:1: event 2: $.timestamp: ")
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void aTokenComesFromAFileADirectoryOrTheEnvironment() {
        github.onlyTokens("from-a-file", "from-a-directory", "from-the-environment");
        config = Given.file(
                directory, "config.yaml", Given.configuration(github.apiUrl().toString()));
        String file = Given.file(directory, "token", "from-a-file\n");
        Given.file(directory, "secrets/flux-system/token/token", "from-a-directory");

        assertThat(publish(EVENT, "--token-file", "flux-system/token=" + file).out())
                .contains("1 delivered");
        assertThat(publish(EVENT, "--secrets", directory.resolve("secrets").toString())
                        .out())
                .contains("1 delivered");
        assertThat(publish(EVENT, Map.of("COMMITSTATUS_TOKEN", "from-the-environment"), Ansi.OFF)
                        .out())
                .contains("1 delivered");
        assertThat(github.forge().requestCount()).isEqualTo(3);
    }

    @Test
    void aMissingSecretIsToldBeforeAnythingIsSent() {
        config = Given.file(
                directory, "config.yaml", Given.configuration(github.apiUrl().toString()));

        Run run = publish(EVENT);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("flux-system/token", "--token-file flux-system/token=FILE", "COMMITSTATUS_TOKEN");
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void theEnvironmentsTokenIsNotSpreadOverTwoSecrets() {
        String first = Given.configuration(github.apiUrl().toString());
        String second = first.replace("name: status", "name: other").replace("name: token", "name: other");
        config = Given.file(directory, "config.yaml", first + "---\n" + second);

        Run run = publish(EVENT, Map.of("COMMITSTATUS_TOKEN", "squeamish-ossifrage"), Ansi.OFF);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("flux-system/other", "flux-system/token", "serves only where one Secret is missing")
                .doesNotContain("squeamish");
        assertThat(github.forge().requestCount()).isZero();
    }

    @Test
    void tenThousandEventsAreNotWaitedForOneByOne() {
        String events = IntStream.range(0, 10_000)
                .mapToObj(i -> Given.event("app-" + i % 100, "%040x".formatted(i % 10), i % 3000))
                .collect(Collectors.joining(",", "[", "]"));
        long begin = System.nanoTime();

        Run run = publish(events, "--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }
}
