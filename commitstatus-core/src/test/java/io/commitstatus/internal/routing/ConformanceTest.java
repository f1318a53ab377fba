package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.commitstatus.internal.Vectors;
import io.commitstatus.internal.Vectors.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Flux does, this library does, except where a line of {@code conformance-differences.txt} says why not. */
class ConformanceTest {
    private static final Map<String, Consumer<Vector>> CHECKS = new TreeMap<>(Map.ofEntries(
            Map.entry("revision", TextVectors::revision),
            Map.entry("git-address", TextVectors::gitAddress),
            Map.entry("name-description", TextVectors::nameAndDescription),
            Map.entry("default-status-id", TextVectors::statusKey),
            Map.entry("metadata-cleanup", TextVectors::metadataCleanup),
            Map.entry("metadata-combination", TextVectors::metadataCombination),
            Map.entry("event-json", EventVectors::eventJson),
            Map.entry("state-mapping", EventVectors::stateMapping),
            Map.entry("dedupe", vector -> {
                throw new UnsupportedOperationException("each vendor's module reads its own statuses");
            }),
            Map.entry("alert-matching", RoutingVectors::check),
            Map.entry("inclusion-exclusion", RoutingVectors::check),
            Map.entry("dropped-events", RoutingVectors::check)));

    private final Differences differences = Differences.read();

    @TestFactory
    Stream<DynamicNode> agreesWithFlux() {
        Vectors.assumePresent();
        return CHECKS.entrySet().stream()
                .map(file -> dynamicContainer(
                        file.getKey(),
                        Vectors.read(file.getKey()).stream()
                                .map(it -> dynamicTest(it.name(), () -> run(it, file.getValue())))));
    }

    private void run(Vector vector, Consumer<Vector> check) {
        Optional<Differences.Line> line = differences.of(vector);
        if (line.isEmpty()) {
            check.accept(vector);
        } else if (line.get().elsewhere()) {
            assertThatThrownBy(() -> check.accept(vector))
                    .as("%s is listed as checked elsewhere, but is checked here", vector)
                    .isInstanceOf(UnsupportedOperationException.class);
            Assumptions.abort(line.get().reason());
        } else {
            assertThatThrownBy(() -> check.accept(vector))
                    .as("%s is listed as different, but agrees, or is different in another way", vector)
                    .isInstanceOf(AssertionError.class)
                    .satisfies(it -> assertThat(String.valueOf(it.getMessage()).replaceAll("\\s+", " "))
                            .contains(line.get().instead()));
        }
    }

    @Test
    void everyListedDifferenceIsAVector() {
        Vectors.assumePresent();
        assertThat(differences.lines())
                .allSatisfy(line -> assertThat(Vectors.read(line.file())).anyMatch(line::covers));
    }

    /** So that no vector is handed to a module that does not run it. */
    @Test
    void whatIsCheckedElsewhereIsOpenedThere() throws IOException {
        for (Differences.Line line : differences.lines()) {
            if (line.test().isPresent()) {
                assertThat(Files.readString(line.test().get()))
                        .as("the test that %s names", line)
                        .contains("\"" + line.file() + "\"");
            }
        }
    }
}
