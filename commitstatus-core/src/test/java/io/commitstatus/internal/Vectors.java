package io.commitstatus.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Test vectors of Flux's behaviour, which stand beside the project where there are any. */
public final class Vectors {
    /** Tests run in the module's directory. */
    private static final Path FOLDER = Path.of("..", "..", "shared", "vectors");

    private Vectors() {}

    /** Skips the test where the vectors are absent. */
    public static void assumePresent() {
        assumeTrue(Files.isDirectory(FOLDER), "no test vectors at ../shared/vectors from the project's root");
    }

    /** The vectors of one file, named without {@code .json}. */
    public static List<Vector> read(String file) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(FOLDER.resolve(file + ".json").toFile());
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
        List<Vector> vectors = new ArrayList<>();
        root.forEach(it -> vectors.add(new Vector(
                file,
                it.path("name").asText(),
                it.path("input"),
                it.path("expect"),
                it.path("error").asText(""))));
        return vectors;
    }

    /**
     * One input and what Flux makes of it.
     *
     * @param expect a missing node where there is an error
     * @param error Flux's words; empty where there is none
     */
    public record Vector(String file, String name, JsonNode input, JsonNode expect, String error) {

        /** The input of that name as text, empty where it is absent. */
        public String text(String field) {
            return input.path(field).asText("");
        }

        public boolean fails() {
            return !error.isEmpty();
        }
    }
}
