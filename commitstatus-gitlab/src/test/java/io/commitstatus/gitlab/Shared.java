package io.commitstatus.gitlab;

import io.commitstatus.spi.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Conformance data beside the project; tests that need it are skipped where it is absent. */
final class Shared {
    private static final Path FOLDER = Path.of("..", "..", "shared");

    private Shared() {}

    static Object json(String path) {
        Path file = FOLDER.resolve(path);
        Assumptions.assumeTrue(Files.exists(file), "the conformance data are not there: " + path);
        try {
            ApiResponse answer =
                    new ApiResponse(200, URI.create("file:///data"), Map.of(), Files.readAllBytes(file), Instant.EPOCH);
            return answer.json().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GitLab's vectors of a file, without those that are answered otherwise on purpose. */
    static List<?> vectors(String name) {
        Set<String> differences = differences(name);
        return ((List<?>) json("vectors/" + name + ".json"))
                .stream()
                        .filter(it -> find(it, "input", "providerType").equals(Optional.of("gitlab")))
                        .filter(it -> !differences.contains(text(it, "name")))
                        .toList();
    }

    static String text(Object json, String... path) {
        return (String) find(json, path).orElseThrow();
    }

    /** What stands at a path of member names. */
    static Optional<Object> find(@Nullable Object json, String... path) {
        Object at = json;
        for (String name : path) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(at);
    }

    private static Set<String> differences(String name) {
        Properties reasons = new Properties();
        try (InputStream in = Shared.class.getResourceAsStream("/differences-" + name + ".properties")) {
            if (in != null) {
                reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons.stringPropertyNames();
    }
}
