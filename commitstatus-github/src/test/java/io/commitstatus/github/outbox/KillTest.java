package io.commitstatus.github.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.StandInGitHub;
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
    private static final int KILLS = Integer.getInteger("commitstatus.kills", 24);

    private static final long SEED = 20260501;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyAcknowledgedEventEndsOnItsCommitWithH2() throws Exception {
        killAndRestart("H2", folder.resolve("outbox").toString());
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
        try (StandInGitHub github = StandInGitHub.start()) {
            github.primaryLimit(1_000_000, 403);
            for (int kill = 0; kill < KILLS; kill++) {
                load.restarted();
                try (ChildReplica child = ChildReplica.start(name, store, github, load::acknowledged)) {
                    child.awaitReady();
                    int requests = github.forge().requestCount() + random.nextInt(20);
                    BooleanSupplier accepted = load.more(10 + random.nextInt(100));
                    load.run(() -> accepted.getAsBoolean() && github.forge().requestCount() >= requests, child);
                    child.kill();
                }
            }
            try (ChildReplica child = ChildReplica.start(name, store, github, load::acknowledged)) {
                child.awaitReady();
                // In PostgreSQL, what the killed processes had claimed is taken over when their leases lapse, after
                // half a
                // minute.
                load.awaitShown(github, Duration.ofSeconds(90));
                Load.await("an empty backlog", Duration.ofSeconds(60), () -> child.backlog() == 0);
            }
            assertThat(github.forge().overlaps()).isZero();
            System.out.println(name + ": " + KILLS + " kills, " + load.verify(github));
        }
    }
}
