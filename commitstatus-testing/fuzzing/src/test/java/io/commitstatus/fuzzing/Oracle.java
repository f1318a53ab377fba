package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CleanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What must hold of whatever is made of hostile input, beyond that nothing unexpected is thrown. */
public final class Oracle {
    /** A value that no output may show. */
    public static final String SECRET = "squeamish-ossifrage-0123456789";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;
    /** For classes that are loaded, and instrumented while it looks for more, and code that is not compiled yet. */
    private static final long ONCE = FUZZING ? 20_000_000_000L : 2_000_000_000L;

    private static final long PER_BYTE = 20_000;

    /** What a fuzzer has found to cost most is written here; {@code .ci/fuzz} shows it. */
    private static final Path WORST = Path.of("target", "fuzz-worst");

    /** Shorter inputs tell what a call costs, rather than a byte. */
    private static final int WORTH_COUNTING = 256;

    private static final int WARM = 10_000;

    private static int calls;
    private static long worst;

    private Oracle() {}

    /** {@return the input as text} */
    public static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Computes it twice, within the CPU time that so much input may cost, and to the same end. */
    public static <T> T of(int bytes, Supplier<T> code) {
        long before = THREADS.getCurrentThreadCpuTime();
        T once = code.get();
        long spent = THREADS.getCurrentThreadCpuTime() - before;
        assertThat(spent).as("nanoseconds for %d bytes", bytes).isLessThan(ONCE + PER_BYTE * bytes);
        if (FUZZING && ++calls > WARM && bytes >= WORTH_COUNTING && spent / bytes > worst) {
            worst = spent / bytes;
            tell(worst + " ns of " + bytes);
        }
        assertThat(code.get()).as("the same again").isEqualTo(once);
        return once;
    }

    private static void tell(String text) {
        try {
            Files.writeString(WORST, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when a text has control characters, shows the secret or is longer than anybody reads. */
    public static void printable(String text) {
        assertThat(CleanText.isClean(text)).as("clean: %s", text).isTrue();
        assertThat(text).doesNotContain(SECRET);
    }
}
