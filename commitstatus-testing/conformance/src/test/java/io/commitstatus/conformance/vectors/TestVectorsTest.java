package io.commitstatus.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestVectorsTest {
    @TempDir
    private Path folder;

    private TestVectors vectors;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("doubling.json"),
                "[{\"name\":\"one\",\"input\":{\"text\":\"a\"},\"expect\":\"aa\"},"
                        + "{\"name\":\"none\",\"input\":{\"text\":\"\"},\"error\":\"empty\"},"
                        + "{\"name\":\"on purpose\",\"input\":{\"text\":\"b\"},\"expect\":\"BB\"}]");
        vectors = TestVectors.in(folder, TestVectorsTest.class);
    }

    @Test
    void whatIsTheSameIsCounted() {
        assertThat(vectors.check("doubling", it -> !it.fails(), TestVectorsTest::doubled))
                .isEqualTo(1);
    }

    @Test
    void aVectorThatFailsIsNamed() {
        assertThatThrownBy(() -> vectors.check("doubling", it -> true, TestVectorsTest::doubled))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"none\" of doubling");
    }

    @Test
    void aDifferenceThatIsNoneFails() {
        assertThatThrownBy(() -> vectors.check("doubling", it -> true, vector -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"on purpose\" no longer differs");
        assertThatThrownBy(() -> vectors.check("doubling", it -> it.fails(), vector -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[on purpose]");
    }

    @Test
    void anotherAnswerThanTheDifferencesFails() {
        assertThatThrownBy(() -> vectors.check("doubling", it -> it.name().startsWith("on "), vector -> {
                    throw new AssertionError("but was: \"b\"");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not come instead");
    }

    @Test
    void absentVectorsSkipTheTest() {
        assertThatThrownBy(() -> vectors.check("halving", it -> true, vector -> {}))
                .hasMessageContaining("Assumption failed: there are no test vectors");
    }

    @Test
    void aPathLeadsThroughObjectsAndLists() throws IOException {
        Files.writeString(folder.resolve("list.json"), "[{\"name\":\"n\",\"input\":[{\"k\":\"a\"},{\"k\":\"b\"}]}]");
        TestVector vector = vectors.read("list").get(0);

        assertThat(vector.text("input", "0", "k")).isEqualTo("a");
        assertThat(vector.has("b", "input", "last", "k")).isTrue();
        assertThat(vector.find("input", "2", "k")).isEmpty();
        assertThatThrownBy(() -> vector.text("input", "k2"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("input.k2");
    }

    private static void doubled(TestVector vector) {
        String text = vector.text("input", "text");
        assertThat(text + text).isEqualTo(vector.text("expect"));
    }
}
