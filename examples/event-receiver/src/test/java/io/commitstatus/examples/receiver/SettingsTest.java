package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.azuredevops.AzureDevOpsPublisher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Options and environment variables. */
class SettingsTest {
    @Test
    void anIdentityOfTheReceiversIsUsedOnlyWhereItIsAskedFor() throws Exception {
        Settings none = Settings.of(List.of("--config=/c", "--secrets=/s"), Map.of());
        assertThat(Sources.of(none).publishers()).isEmpty();
        Settings both =
                Settings.of(List.of("--config=/c", "--secrets=/s", "--azure-identity=workload,managed"), Map.of());
        assertThat(Sources.of(both).publishers()).singleElement().isInstanceOf(AzureDevOpsPublisher.class);
        assertThatThrownBy(() -> Settings.of(List.of("--azure-identity=root"), Map.of()))
                .hasMessageContaining("--azure-identity")
                .hasMessageContaining("WORKLOAD, MANAGED");
    }

    @Test
    void anOptionCountsMoreThanAVariable() {
        Map<String, String> environment = Map.of(
                "COMMITSTATUS_CONFIG", "/a",
                "COMMITSTATUS_SECRETS", "/b",
                "COMMITSTATUS_METRICS", "true",
                "COMMITSTATUS_NAMESPACES", "a,b");

        Settings settings = Settings.of(List.of("--config=/c", "--stop-within=1m30s"), environment);

        assertThat(settings.source().config()).isEqualTo(Path.of("/c"));
        assertThat(settings.source().secrets()).isEqualTo(Path.of("/b"));
        assertThat(settings.source().namespaces()).containsExactly("a", "b");
        assertThat(settings.stopWithin()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.metrics()).isTrue();
    }

    @Test
    void nothingIsOpenUnlessToldSo() {
        Settings settings = Settings.of(List.of(), Map.of());

        assertThat(settings.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.adminListen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.metrics()).isFalse();
        assertThat(settings.page()).isFalse();
        assertThat(settings.shadow()).isFalse();
        assertThat(Settings.of(List.of("--listen=:9090"), Map.of())
                        .listen()
                        .getAddress()
                        .isAnyLocalAddress())
                .isTrue();
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        assertRefused("--confg=/c", "--confg");
        assertRefused("--listen=here", "\"here\" is not a valid address; write host:port");
        assertRefused("--stop-within=soon", "\"soon\" is not a valid duration; write one such as 20s");
        assertRefused("--rate-limit=github=often", "\"often\" is not a valid pace; write one such as 80/1m");
        assertRefused("--rate-limit=github=0/1m", "\"0/1m\" is not a valid pace");
    }

    @Test
    void helpTellsEveryOption() {
        StringWriter out = new StringWriter();
        CommandLine line = Settings.line(new Settings(), Map.of()).setOut(new PrintWriter(out));

        assertThat(line.execute("--help")).isZero();

        line.getCommandSpec().options().forEach(it -> assertThat(out.toString()).contains(it.longestName()));
    }

    private static void assertRefused(String option, String message) {
        assertThatThrownBy(() -> Settings.of(List.of(option), Map.of()))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining(message);
    }
}
