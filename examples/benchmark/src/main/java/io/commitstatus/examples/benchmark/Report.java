package io.commitstatus.examples.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
final class Report {
    private final List<Result> results;

    Report(List<Result> results) {
        this.results = results;
    }

    /** A table in Markdown, and how much it is worth. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                "| | answers after | statuses/s | of the limit | CPU a status | of the limit | allocated | of the limit"
                        + " | p50 | p99 | first status | requests with 0, 50, 95 % repeats |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        results.forEach(it -> text.append(row(it)));
        results.stream()
                .filter(it -> it.fileBytes() > 0)
                .forEach(it -> text.append(String.format(
                        Locale.ROOT,
                        "%nThe file of the run at %d ms: %d bytes for each status.",
                        it.latencyMs(),
                        it.fileBytes())));
        return text.append("\n\n").append(noise()).append('\n').toString();
    }

    private static String row(Result it) {
        return String.format(
                Locale.ROOT,
                "| %s | %d ms | %.0f | %.2f | %.0f µs | %.2f | %.0f KB | %.2f | %.1f ms | %.1f ms | %.0f ms | %s |%n",
                it.arm().key(),
                it.latencyMs(),
                it.median(Sample::perSecond),
                it.ratio(Sample::perSecond),
                it.median(Sample::cpuMicros),
                it.ratio(Sample::cpuMicros),
                it.median(Sample::kilobytes),
                it.ratio(Sample::kilobytes),
                it.p50Ms(),
                it.p99Ms(),
                it.firstMs(),
                requests(it));
    }

    private static String requests(Result it) {
        return it.requests().isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f, %.2f, %.2f", it.requests().toArray());
    }

    /** The limit does the same in every round: what differs is the machine. */
    private String noise() {
        StringBuilder text =
                new StringBuilder("How noisy the machine was: from round to round the limit itself differed");
        String comma = " ";
        for (Result it : results) {
            if (it.arm() == Arms.LIMIT) {
                text.append(String.format(
                        Locale.ROOT,
                        "%sby %.0f %% in throughput and %.0f %% in CPU at %d ms",
                        comma,
                        100 * it.spread(Sample::perSecond),
                        100 * it.spread(Sample::cpuMicros),
                        it.latencyMs()));
                comma = ", ";
            }
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "; load %.1f on %d cores at the end; JDK %s.",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version")))
                .toString();
    }

    /** A list with one object for each arm and latency. */
    void writeJson(Path file) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Result it : results) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("arm", it.arm().key());
            object.put("latencyMs", it.latencyMs());
            object.put("inFlight", Arm.IN_FLIGHT);
            object.put("throughputRatio", it.ratio(Sample::perSecond));
            object.put("cpuRatio", it.ratio(Sample::cpuMicros));
            object.put("allocationRatio", it.ratio(Sample::kilobytes));
            object.put("requestsPerStatus", requestsPerStatus(it));
            list.add(object);
        }
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), list);
    }

    /** Without repeats; it was counted with one of the latencies, and does not depend on it. */
    private double requestsPerStatus(Result result) {
        return results.stream()
                .filter(it -> it.arm() == result.arm())
                .flatMap(it -> it.requests().stream())
                .findFirst()
                .orElse(0.0);
    }
}
