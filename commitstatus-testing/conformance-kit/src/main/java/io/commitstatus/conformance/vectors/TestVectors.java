package io.commitstatus.conformance.vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a publisher against what another program does: each file in a folder is a JSON array of objects with {@code name},
 * {@code input}, and {@code expect} or {@code error}.
 *
 * <p>What is done otherwise on purpose stands in {@code differences-<file>.properties} at the root of the test's resources: by
 * name, in which {@code *} stands for anything and the longest counts, what comes instead, a bar, and the reason. What comes instead is a part of what the
 * failed check says.
 */
public final class TestVectors {
    private final Path folder;
    private final Class<?> test;

    private TestVectors(Path folder, Class<?> test) {
        this.folder = folder;
        this.test = test;
    }

    /** {@return the vectors of this build, for a test with whose resources the differences stand} */
    public static TestVectors of(Class<?> test) {
        return in(Path.of("..", "..", "shared", "vectors"), test);
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
        List<Difference> differences = differences(file);
        int same = 0;
        for (TestVector vector : read(file)) {
            if (!meant.test(vector)) {
                continue;
            }
            Throwable failure = failure(vector, check);
            Optional<Difference> difference = differences.stream()
                    .filter(it -> it.is(vector))
                    .max(Comparator.comparingInt(it -> it.name.length()));
            if (difference.isPresent()) {
                difference.get().meet(vector, failure);
            } else if (failure != null) {
                throw new AssertionError(vector + " of " + file + ": " + failure.getMessage(), failure);
            } else {
                same++;
            }
        }
        List<Difference> unmet = differences.stream().filter(it -> !it.met).toList();
        if (!unmet.isEmpty()) {
            throw new AssertionError("the differences of " + file + " name vectors that are not there: " + unmet);
        }
        return same;
    }

    /** What comes instead of the other program's answer. */
    private static final class Difference {
        private final String name;
        private final Pattern pattern;
        private final String instead;
        private boolean met;

        Difference(String name, String value) {
            String[] parts = value.split(" \\| ", 2);
            if (parts.length < 2) {
                throw new AssertionError("say what comes instead of \"" + name + "\", a bar, and why");
            }
            this.name = name;
            this.pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
            this.instead = parts[0].strip();
        }

        boolean is(TestVector vector) {
            return pattern.matcher(vector.name()).matches();
        }

        void meet(TestVector vector, @Nullable Throwable failure) {
            met = true;
            if (failure == null) {
                throw new AssertionError(vector + " no longer differs: take it out of the differences");
            }
            if (!String.valueOf(failure.getMessage()).contains(instead)) {
                throw new AssertionError(
                        vector + ": \"" + instead + "\" does not come instead; what comes is " + failure.getMessage(),
                        failure);
            }
        }

        @Override
        public String toString() {
            return name;
        }
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

    private List<Difference> differences(String file) {
        Properties reasons = new Properties();
        try (InputStream in = test.getResourceAsStream("/differences-" + file + ".properties")) {
            if (in != null) {
                reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons.stringPropertyNames().stream()
                .sorted()
                .map(it -> new Difference(it, reasons.getProperty(it)))
                .toList();
    }
}
