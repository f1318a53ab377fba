package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.ApiResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flux's own tests of its receiver, posted to this one. */
class VectorsTest {
    private static final Path VECTORS = Path.of("../../../shared/vectors/event-json.json");

    @Test
    void eventsAreAnsweredAsByFlux(@TempDir Path dir) throws Exception {
        Assumptions.assumeTrue(Files.exists(VECTORS), "the conformance data are not there: event-json");
        byte[] bytes = Files.readAllBytes(VECTORS);
        var vectors = (List<?>) new ApiResponse(200, URI.create("file:///v"), Map.of(), bytes, Instant.EPOCH)
                .json()
                .orElseThrow();
        int posted = 0;
        try (Fixture it = Fixture.start(dir)) {
            for (Object vector : vectors) {
                Map<?, ?> input = (Map<?, ?>) ((Map<?, ?>) vector).get("input");
                Map<?, ?> expected = (Map<?, ?>) ((Map<?, ?>) vector).get("expect");
                String what = vector.toString();
                if ("decode".equals(input.get("op"))) {
                    String json = (String) input.get("json");
                    assertThat(it.post("/", json).statusCode()).as(what).isEqualTo(number(expected.get("httpStatus")));
                    posted++;
                } else if ("post".equals(input.get("op"))) {
                    String json = Boolean.TRUE.equals(input.get("validJson")) ? "{}" : "";
                    int status = it.post("/", json + " ".repeat(number(input.get("bodyBytes")) - json.length()))
                            .statusCode();
                    assertThat(status == 202).as(what).isEqualTo(expected.get("passedToHandler"));
                    posted++;
                }
            }
        }
        assertThat(posted).isPositive();
    }

    private static int number(Object number) {
        return ((Number) number).intValue();
    }
}
