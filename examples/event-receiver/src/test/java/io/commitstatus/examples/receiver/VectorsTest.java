package io.commitstatus.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.http.ApiResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
                Optional<String> body = body(member(vector, "input"));
                if (body.isPresent()) {
                    int expected = member(member(vector, "expect"), "httpStatus") instanceof Number status
                            ? status.intValue()
                            : 202;
                    assertThat(it.post("/", body.get()).statusCode())
                            .as(String.valueOf(member(vector, "name")))
                            .isEqualTo(expected);
                    posted++;
                }
            }
        }
        assertThat(posted).isPositive();
    }

    /** What is posted: given as it is, or by its size alone. */
    private static Optional<String> body(@Nullable Object input) {
        if (member(input, "json") instanceof String json && "decode".equals(member(input, "op"))) {
            return Optional.of(json);
        }
        if (!"post".equals(member(input, "op"))) {
            return Optional.empty();
        }
        return member(input, "bodyBytes") instanceof Number bytes
                ? Optional.of("{" + " ".repeat(bytes.intValue() - 2) + "}")
                : Optional.of((String) Objects.requireNonNull(member(input, "body")));
    }

    private static @Nullable Object member(@Nullable Object json, String name) {
        return ((Map<?, ?>) Objects.requireNonNull(json)).get(name);
    }
}
