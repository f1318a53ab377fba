package io.commitstatus.examples.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a put, a claim and a route cost when there is ever more of everything. */
final class Growth {
    private static final int MOST = 1_000_000;
    private static final int BATCH = 500;
    private static final int OPERATIONS = 2_000;
    private static final int ROUTED = 5_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Growth() {}

    static void main(Path directory) throws Exception {
        Path data = Files.createTempDirectory(directory, "growth");
        try {
            System.out.println("| remembered rows | outbox | put | claim | settle |\n|---|---|---|---|---|");
            rows("memory", MemoryOutbox.of(2_000_000, Clock.systemUTC()), MOST);
            Path file = data.resolve("outbox.db");
            rows("file", FileOutbox.at(file), MOST);
            long begun = System.nanoTime();
            FileOutbox.at(file).close();
            System.out.printf(
                    Locale.ROOT,
                    "%nThe file has %d MB; to open and close it took %d ms.%n%n",
                    Files.size(file) >> 20,
                    (System.nanoTime() - begun) / 1_000_000);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                    HikariDataSource pool = Arms.pool(postgres.getPostgresDatabase())) {
                rows("postgresql", PostgresOutbox.using(pool), MOST);
            }
            System.out.println("\n| Alerts | route, CPU of the caller |\n|---|---|");
            try (StandIn standIn = StandIn.start()) {
                for (int alerts = 10; alerts <= 10_000; alerts *= 10) {
                    route(standIn, alerts);
                }
            }
        } finally {
            Benchmark.delete(data);
        }
    }

    static void rows(String name, Outbox outbox, int most) {
        try (outbox) {
            long stored = 0;
            work(outbox, -OPERATIONS, OPERATIONS); // warms up
            for (int rows = 1_000; rows <= most; rows *= 10) {
                stored = fill(outbox, stored, rows);
                double[] micros = work(outbox, stored, OPERATIONS);
                stored += OPERATIONS;
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %.1f µs | %.1f µs | %.1f µs |%n",
                        rows,
                        name,
                        micros[0],
                        micros[1],
                        micros[2]);
            }
        }
    }

    /** Puts rows and settles them, until there are so many. */
    private static long fill(Outbox outbox, long stored, long wanted) {
        long from = stored;
        while (from < wanted) {
            long to = Math.min(wanted, from + BATCH);
            outbox.put(Rows.wanted(from, to));
            for (List<Claim> claims = Rows.claim(outbox, BATCH);
                    !claims.isEmpty();
                    claims = Rows.claim(outbox, BATCH)) {
                Rows.settle(outbox, claims);
            }
            from = to;
        }
        return from;
    }

    /** The median of what a put, a claim and a settle take, one after another. */
    private static double[] work(Outbox outbox, long from, int count) {
        long[][] nanos = new long[3][count];
        for (int i = 0; i < count; i++) {
            var wanted = Rows.wanted(from + i, from + i + 1);
            long begun = System.nanoTime();
            outbox.put(wanted);
            long put = System.nanoTime();
            List<Claim> claims = Rows.claim(outbox, 1);
            long claimed = System.nanoTime();
            Rows.settle(outbox, claims);
            nanos[0][i] = put - begun;
            nanos[1][i] = claimed - put;
            nanos[2][i] = System.nanoTime() - claimed;
        }
        double[] medians = new double[3];
        for (int i = 0; i < medians.length; i++) {
            Arrays.sort(nanos[i]);
            medians[i] = nanos[i][count / 2] / 1e3;
        }
        return medians;
    }

    private static void route(StandIn standIn, int alerts) throws Exception {
        try (RouterArm arm = new RouterArm(standIn.api(0), MemoryOutbox.of(100_000, Clock.systemUTC()), alerts)) {
            for (int i = 0; i < ROUTED; i++) {
                arm.send(i);
            }
            long begun = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUTED; i++) {
                arm.send(ROUTED + i);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f µs |%n",
                    alerts,
                    (THREADS.getCurrentThreadCpuTime() - begun) / 1e3 / ROUTED);
        }
    }
}
