package io.commitstatus.examples.benchmark;

import io.commitstatus.examples.benchmark.Arms.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures what a status costs. Its options: {@code --quick}, {@code --growth}, {@code --jmh}. */
public final class Benchmark {
    private static final String USAGE = "one of --quick (two minutes), --growth, --jmh; or nothing (ten minutes)";

    private Benchmark() {}

    /** Prints what it finds, and writes it to {@code target}. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        String option = String.join(" ", arguments);
        Path directory = Path.of(System.getProperty("benchmark.directory", "target"));
        Files.createDirectories(directory);
        switch (option) {
            case "" -> compare(Plan.full(), directory);
            case "--quick" -> compare(Plan.quick(), directory);
            case "--growth" -> Growth.main(directory);
            case "--jmh" -> Micro.main();
            default -> throw new IllegalArgumentException("\"" + option + "\" is not known; give " + USAGE);
        }
    }

    static List<Result> compare(Plan plan, Path directory) throws Exception {
        Path data = Files.createTempDirectory(directory, "benchmark");
        try (StandIn standIn = StandIn.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            List<Result> results = new Measurement(standIn, new Stores(data, postgres), plan).run();
            Report report = new Report(results);
            report.writeJson(directory.resolve("benchmark.json"));
            Chart.write(results, Plan.CHART_AT_MS, directory.resolve("benchmark.svg"));
            System.out.println(report.table());
            return results;
        } finally {
            delete(data);
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path it : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(it);
            }
        }
    }
}
