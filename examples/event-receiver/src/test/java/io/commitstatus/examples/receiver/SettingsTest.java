package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options and environment variables. */
class SettingsTest {
    @Test
    void anOptionCountsMoreThanAVariable() {
        Map<String, String> environment = Map.of("COMMITSTATUS_CONFIG", "/a", "COMMITSTATUS_SECRETS", "/b");

        Settings settings = Settings.of(List.of("--config=/c", "--stop-within=1m30s"), environment);

        assertThat(settings.config()).isEqualTo(Path.of("/c"));
        assertThat(settings.secrets()).isEqualTo(Path.of("/b"));
        assertThat(settings.stopWithin()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.listen().getPort()).isEqualTo(9090);
        assertThat(settings.pageTokenFile()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        assertRefused("--confg=/c", "--confg: there are only --listen, --config");
        assertRefused("--config", "each followed by = and its value");
        assertRefused("--listen=here", "--listen or COMMITSTATUS_LISTEN: \"here\" is not a valid address");
        assertRefused("--stop-within=soon", "COMMITSTATUS_STOP_WITHIN: \"soon\" is not a valid duration");
    }

    private static void assertRefused(String option, String message) {
        assertThatThrownBy(() -> Settings.of(List.of(option), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
