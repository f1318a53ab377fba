package io.commitstatus.internal.routing;

import io.commitstatus.internal.Vectors.Vector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of {@code conformance-differences.txt}. */
final class Differences {
    private static final String FILE = "/conformance-differences.txt";

    private final List<Line> lines;

    private Differences(List<Line> lines) {
        this.lines = lines;
    }

    static Differences read() {
        try (InputStream in = Differences.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new AssertionError(FILE + " is missing");
            }
            return new Differences(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(Line::parse)
                    .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<Line> lines() {
        return lines;
    }

    Optional<Line> of(Vector vector) {
        return lines.stream().filter(it -> it.covers(vector)).findFirst();
    }

    /**
     * One line.
     *
     * @param module which has a test of its own for what is no part of this one; empty where nothing has; null for a difference
     * @param selector a vector's name, in which {@code *} stands for anything, or {@code field=value} of its input
     * @param instead what the failed check says that there is in place of what Flux has; empty for elsewhere
     */
    record Line(@Nullable String module, String file, String selector, String instead, String reason) {

        static Line parse(String text) {
            String[] parts = text.split(" \\| ", -1);
            if (parts.length == 5 && parts[0].equals("elsewhere") && !parts[3].isBlank()) {
                return new Line(parts[3], parts[1], parts[2], "", parts[4]);
            }
            if (parts.length == 4 && parts[0].equals("nowhere")) {
                return new Line("", parts[1], parts[2], "", parts[3]);
            }
            if (parts.length == 5 && parts[0].equals("differs") && !parts[3].isBlank()) {
                return new Line(null, parts[1], parts[2], parts[3], parts[4]);
            }
            throw new AssertionError(
                    "neither \"differs | file | vector | instead | reason\" nor \"elsewhere | file | selector | module"
                            + " | reason\" nor \"nowhere | file | selector | reason\": " + text);
        }

        boolean elsewhere() {
            return module != null;
        }

        /** The other module's test that opens the file; empty for a difference, and where there is none to open it. */
        Optional<Path> test() {
            return Optional.ofNullable(module)
                    .filter(it -> !it.isEmpty())
                    .map(it -> Path.of(
                            "..", "commitstatus-" + it, "src/test/java/io/commitstatus", it, "VectorsTest.java"));
        }

        boolean covers(Vector vector) {
            if (!vector.file().equals(file)) {
                return false;
            }
            int equals = selector.indexOf('=');
            if (elsewhere() && equals > 0) {
                return vector.text(selector.substring(0, equals)).equals(selector.substring(equals + 1));
            }
            String pattern = Pattern.quote(selector).replace("*", "\\E.*\\Q");
            return Pattern.matches("(?s)" + pattern, vector.name());
        }

        @Override
        public String toString() {
            return file + " | " + selector;
        }
    }
}
