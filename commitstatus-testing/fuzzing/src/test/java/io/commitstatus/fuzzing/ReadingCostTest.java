package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.commitstatus.Configuration;
import io.commitstatus.model.Problem;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tenant can make the reader do with a MiB, which is more than Kubernetes lets an object have. */
class ReadingCostTest {
    private static final int MIB = 1 << 20;
    private static final long MOST_MILLIS = 1000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String FLUX = "apiVersion: notification.toolkit.fluxcd.io/v1beta3\n";
    private static final String ALERT =
            FLUX + "kind: Alert\nmetadata: {namespace: a, name: a}\nspec:\n  providerRef: {name: p}\n";
    private static final String SOURCES = ALERT + "  eventSources: [{kind: Kustomization, name: '*'}]\n";
    private static final String PROVIDER = FLUX + "kind: Provider\nmetadata: {namespace: a, name: a}\n";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789".repeat(3);

    static Stream<Arguments> texts() {
        return Stream.of(
                text("documents of nothing", "", "---\n- \n"),
                text("documents without a kind", "", "---\na: b\n"),
                text("documents that break", "", "---\n[\n"),
                text("brackets on one line", "", "---\n" + "[".repeat(1020) + "\n"),
                text("braces on one line", "", "---\n" + "{".repeat(1020) + "\n"),
                text("dashes on one line", "", "---\n" + "- ".repeat(500) + "\n"),
                text("brackets that close", "a: [", "[],"),
                text("lists within lists", "a: [", "[".repeat(95) + "]".repeat(95) + ","),
                text("keys that are no strings", "", "---\n? [a]\n"),
                text("names of anchors", "", "- &a%d a\n"),
                text("aliases", "- &a a\n", "- *a\n"),
                text("directives", "", "%%X\n"),
                text("markers", "", "---\n"),
                text("ends", "", "...\n"),
                text("comments", "", "#\n"),
                text("tags", "", "- !a%d a\n"),
                text("escapes", "\"", "\\u0041"),
                text("a plain text over many lines", "a\n", " a\n"),
                text("a folded text", "a: >\n", " a\n\n"),
                text("empty event sources", ALERT + "  eventSources:\n", "  - {}\n"),
                text("misspelt kinds", ALERT + "  eventSources:\n", "  - {kind: Kustomizatio%d, name: A}\n"),
                text("unknown short fields", SOURCES, "  a%d:\n"),
                text("unknown long fields", SOURCES, "  eventSources" + LETTERS.substring(0, 80) + "%d:\n"),
                text("duplicates", SOURCES, "  a:\n"),
                text("short patterns", SOURCES + "  inclusionList:\n", "  - a%d\n"),
                text("long patterns", SOURCES + "  inclusionList:\n", "  - a{999}b{999}c%d{99}\n"),
                text("patterns of classes", SOURCES + "  exclusionList:\n", "  - '(?i)[^a-z%d]{900}'\n"),
                text(
                        "Alerts with long patterns",
                        "",
                        "---\n" + SOURCES.replace("name: a}", "name: a%1$d}")
                                + "  inclusionList: ['a{999}b{999}c%1$d{99}']\n"),
                text(
                        "invalid labels",
                        ALERT + "  eventSources:\n  - kind: Bucket\n    name: '*'\n    matchLabels:\n",
                        "      -%d: _\n"),
                text("metadata", SOURCES + "  eventMetadata:\n", "    k%d: 1\n"),
                text(
                        "unknown annotations",
                        FLUX
                                + "kind: Provider\nspec: {type: github, address: a}\nmetadata:\n  name: a\n  annotations:\n",
                        "    commitstatus.io/key-suffi%d: a\n"),
                text("slashes", PROVIDER + "spec:\n  type: github\n  address: https://a", "/", "x\n"),
                text("colons", PROVIDER + "spec:\n  type: github\n  address: a", ":", "x\n"),
                text("an address of a user", PROVIDER + "spec:\n  type: github\n  address: a", "@", "x\n"),
                text(
                        "durations",
                        PROVIDER + "spec:\n  type: github\n  address: https://a/b/c\n  timeout: ",
                        "1m",
                        "x\n"),
                text("a name", FLUX + "kind: Alert\nmetadata: {namespace: a, name: ", "a.", "}\n"),
                text(
                        "Alerts of Providers that are not there",
                        "",
                        "---\n"
                                + SOURCES.replace("name: a}", "name: a%1$d}")
                                        .replace("name: p}", "name: provider-%1$d}")
                                + "---\n" + PROVIDER.replace("name: a}", "name: provider-x%1$d}")
                                + "spec: {type: github, address: https://a/b/c}\n"),
                text("Base64", "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n", "  a%d: a\n"));
    }

    private static Arguments text(String what, String begin, String part) {
        return text(what, begin, part, "");
    }

    private static Arguments text(String what, String begin, String part, String end) {
        IntFunction<String> text = size -> {
            StringBuilder whole = new StringBuilder(size + 200).append(begin);
            for (int i = 0; whole.length() < size; i++) {
                whole.append(part.contains("%") ? part.formatted(i) : part);
            }
            return whole.append(end).toString();
        };
        return Arguments.of(what, text);
    }

    private static List<Problem> read(String text) {
        return Configuration.reader().lenient(true).parse(text).problems();
    }

    @BeforeAll
    static void warmUp() {
        texts().map(it -> it.get()[1])
                .forEach(it -> read(((IntFunction<?>) it).apply(20_000).toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void aMebibyteCostsLessThanASecond(String what, IntFunction<String> text) {
        String yaml = text.apply(MIB);
        long cpu = Long.MAX_VALUE;
        // The best of six: what else runs on the machine counts in, and code that is not compiled yet.
        for (int attempt = 0; attempt < 6 && cpu >= MOST_MILLIS; attempt++) {
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();

            List<Problem> problems = read(yaml);

            cpu = Math.min(cpu, (THREADS.getCurrentThreadCpuTime() - cpuBefore) / 1_000_000);
            long bytes = (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / MIB;
            assertThat(bytes).as("MiB allocated").isLessThan(2000);
            assertThat(problems).hasSizeLessThan(1002);
        }
        assertThat(cpu).as("milliseconds of CPU").isLessThan(MOST_MILLIS);
    }
}
