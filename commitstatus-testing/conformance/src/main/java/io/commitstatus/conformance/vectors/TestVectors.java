package io.commitstatus.conformance.vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds a publisher against what another program does: each file in a folder is a JSON array of objects with {@code name},
 * {@code input}, and {@code expect} or {@code error}.
 *
 * <p>What is done otherwise on purpose stands, by name and with the reason, in {@code differences-<file>.properties} at the
 * root of the test's resources.
 */
public final class TestVectors {
    private final Path folder;
    private final Class<?> test;

    private TestVectors(Path folder, Class<?> test) {
        this.folder = folder;
        this.test = test;
    }

    /** What a vector must stand; throws, best an {@link AssertionError}, where it does not. */
    @FunctionalInterface
    public interface Check {

        /** Does with the input what the other program did, and compares. */
        void accept(TestVector vector) throws Exception;
    }

    /**
     * The vectors of a folder, which may be absent.
     *
     * @param test the class with whose resources the differences stand
     */
    public static TestVectors in(Path folder, Class<?> test) {
        return new TestVectors(folder, test);
    }

    /**
     * Checks the vectors of a file that are meant. Without the file the test is skipped.
     *
     * @param file the file's name without {@code .json}
     * @return how many are the same, for an assertion that there were some
     * @throws AssertionError when a vector fails that is no difference, or when a difference is none: it passes, or there is
     *     no such vector
     */
    public int check(String file, Predicate<TestVector> meant, Check check) {
        Set<String> unmet = new TreeSet<>(differences(file).stringPropertyNames());
        int same = 0;
        for (TestVector vector : read(file)) {
            if (!meant.test(vector)) {
                continue;
            }
            Throwable failure = failure(vector, check);
            if (unmet.remove(vector.name())) {
                if (failure == null) {
                    throw new AssertionError(
                            vector + " of " + file + " no longer differs: take it out of the differences");
                }
            } else if (failure != null) {
                throw new AssertionError(vector + " of " + file + ": " + failure.getMessage(), failure);
            } else {
                same++;
            }
        }
        if (!unmet.isEmpty()) {
            throw new AssertionError("the differences of " + file + " name vectors that are not there: " + unmet);
        }
        return same;
    }

    /** {@return all vectors of a file, named without {@code .json}; without the file the test is skipped} */
    public List<TestVector> read(String file) {
        Path path = folder.resolve(file + ".json");
        assumeTrue(Files.exists(path), "there are no test vectors at " + path);
        return ((List<?>) JsonPath.read(path))
                .stream().map(JsonPath::object).map(TestVector::new).toList();
    }

    private static @Nullable Throwable failure(TestVector vector, Check check) {
        try {
            check.accept(vector);
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    private Properties differences(String file) {
        Properties reasons = new Properties();
        try (InputStream in = test.getResourceAsStream("/differences-" + file + ".properties")) {
            if (in != null) {
                reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }
}
