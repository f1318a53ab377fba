package io.commitstatus.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.InvalidFieldException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flux's answers to expressions. */
class VectorsTest {
    private final TestVectors vectors = TestVectors.in(Path.of("..", "..", "shared", "vectors"), VectorsTest.class);

    @Test
    void theSameKeysAreMade() {
        int same = vectors.check("commit-status-expr", vector -> true, vector -> {
            if (!vector.fails()) {
                assertThat(evaluate(vector)).isEqualTo(vector.text("expect"));
            } else if (vector.has("", "expect")) {
                // What is blank is core's to refuse, for every way in which a key is made.
                assertThat(evaluate(vector)).isEmpty();
            } else {
                assertThatThrownBy(() -> evaluate(vector)).isInstanceOf(InvalidFieldException.class);
            }
        });
        assertThat(same).isGreaterThan(10);
    }

    /** Flux's own tests of its CEL package have variables of other names. */
    private static String evaluate(TestVector vector) {
        String expression = vector.text("input", "expr")
                .replaceAll("(?<![.\\w'])foo\\b", "event")
                .replaceAll("(?<![.\\w'])bar\\b", "provider");
        Map<String, Object> variables = new HashMap<>();
        variable(variables, "event", vector, "event", "foo");
        variable(variables, "alert", vector, "alert", "baz");
        variable(variables, "provider", vector, "provider", "bar");
        return new CelStatusExpressions().compile(expression).evaluate(variables);
    }

    private static void variable(
            Map<String, Object> variables, String name, TestVector vector, String own, String other) {
        variables.put(
                name,
                vector.find("input", own)
                        .or(() -> vector.find("input", "data", other))
                        .orElse(Map.of()));
    }
}
