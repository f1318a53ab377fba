package io.commitstatus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    /** What Go's {@code time.Duration.String} gives. */
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000000001S, 1ns",
        "PT0.0000011S, 1.1µs",
        "PT0.0022S, 2.2ms",
        "PT0.5S, 500ms",
        "PT1S, 1s",
        "PT2.08S, 2.08s",
        "PT30S, 30s",
        "PT1M, 1m0s",
        "PT1M30S, 1m30s",
        "PT1H, 1h0m0s",
        "PT5M10.001S, 5m10.001s",
        "PT24H, 24h0m0s",
        "PT-1.5S, -1.5s",
        "P106752D, 2562048h0m0s"
    })
    void isWrittenAsGoWritesIt(Duration duration, String text) {
        assertThat(GoDuration.text(duration)).isEqualTo(text);
    }
}
