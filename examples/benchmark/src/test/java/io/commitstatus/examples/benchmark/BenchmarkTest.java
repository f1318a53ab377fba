package io.commitstatus.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commitstatus.outbox.MemoryOutbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it measures something, not what it measures. */
class BenchmarkTest {

    @Test
    void everyArmIsMeasuredAndWrittenDown(@TempDir Path directory) throws Exception {
        Benchmark.compare(new Plan(List.of(Plan.CHART_AT_MS), 1, 100, 50, 1, 3), directory);

        JsonNode written =
                new ObjectMapper().readTree(directory.resolve("benchmark.json").toFile());
        assertThat(written.findValuesAsText("arm"))
                .containsExactly("limit", "memory", "file", "postgresql", "hub4j", "gitlab4j");
        assertThat(written).allSatisfy(it -> {
            assertThat(it.get("latencyMs").asInt()).isEqualTo(5);
            assertThat(it.get("inFlight").asInt()).isEqualTo(16);
            assertThat(it.get("throughputRatio").asDouble()).isPositive();
            assertThat(it.get("cpuRatio").asDouble()).isPositive();
            assertThat(it.get("requestsPerStatus").asDouble()).isEqualTo(1);
        });
        assertThat(Files.readString(directory.resolve("benchmark.svg"))).contains("<svg", "<path");
    }

    @Test
    void repeatsTakeNoRequest() throws Exception {
        try (StandIn standIn = StandIn.start();
                Arm memory = new RouterArm(standIn.api(0), MemoryOutbox.of(100, Clock.systemUTC()))) {
            memory.send(Work.of(0, 10));
            memory.send(Work.of(0, 10));

            assertThat(standIn.posts()).isEqualTo(10);
        }
    }

    @Test
    void growthIsMeasured() {
        Growth.rows("memory", MemoryOutbox.of(10_000, Clock.systemUTC()), 1_000);
    }

    @Test
    void anUnknownOptionNamesTheKnownOnes() {
        assertThatThrownBy(() -> Benchmark.main(new String[] {"--fast"}))
                .hasMessageContaining("\"--fast\" is not known")
                .hasMessageContaining("--quick");
    }
}
