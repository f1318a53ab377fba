package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.engine.Host;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment loses nothing that it has accepted. */
class KillTest {
    /** Of each database's process; {@code -Dcommitstatus.kills=…} for more or fewer. */
    private static final int KILLS = Integer.getInteger("commitstatus.kills", 10);

    private static final long SEED = 20260501;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyAcknowledgedEventEndsOnItsCommitWithAFile() throws Exception {
        killAndRestart("a file", folder.resolve("outbox").toString());
    }

    @Test
    void everyAcknowledgedEventEndsOnItsCommitWithPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            killAndRestart("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    private static void killAndRestart(String name, String store) throws Exception {
        Random random = new Random(SEED);
        Load load = new Load(SEED);
        try (Host host = Host.start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                load.restarted();
                try (ChildReplica child = ChildReplica.start(name, store, host, load)) {
                    child.awaitReady();
                    int requests = host.forge().requestCount() + random.nextInt(20);
                    BooleanSupplier accepted = load.more(10 + random.nextInt(100));
                    load.run(() -> accepted.getAsBoolean() && host.forge().requestCount() >= requests, child);
                    child.kill();
                }
            }
            try (ChildReplica child = ChildReplica.start(name, store, host, load)) {
                child.awaitReady();
                // In PostgreSQL, what the killed processes had claimed is taken over when their leases lapse, after
                // half a
                // minute.
                load.awaitShown(host, Duration.ofSeconds(90));
                Load.await("an empty backlog", Duration.ofSeconds(60), () -> child.backlog() == 0);
                // What a killed process had settled without telling is told by the next one.
                load.awaitTold(Duration.ofSeconds(90));
            }
            assertThat(host.forge().overlaps()).isZero();
            System.out.println(name + ": " + KILLS + " kills, " + load.verify(host));
        }
    }
}
