package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class GoDurationTest {
    private final GoDuration durations = new GoDuration();

    @Test
    void durationsAreReadAsGoReadsThem() {
        assertThat(durations.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(durations.convert("1h1m1.5s")).isEqualTo(Duration.ofMillis(3_661_500));
        assertThat(durations.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(durations.convert("2µs3us4ns")).isEqualTo(Duration.ofNanos(5_004));
        assertThat(durations.convert("0")).isZero();
        assertThat(durations.convert("999999999h")).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : new String[] {"", "30", "s", "-1s", "1 s", "1d", "PT30S", "1.s"}) {
            assertThatThrownBy(() -> durations.convert(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("30s");
        }
    }
}
