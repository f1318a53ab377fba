package io.commitstatus.github.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.Gate;
import io.commitstatus.testing.StandInGitHub;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Three processes share one PostgreSQL. */
class ReplicasTest {
    private static final Duration PAST_A_LEASE = Duration.ofSeconds(90);
    /** A register that the load leaves alone. */
    private static final Job STALLED = new Job(0, 1000, 0);

    @Test
    void aKilledAndAPausedReplicaLeaveTheNewestEverywhere() throws Exception {
        Load load = new Load(7);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                StandInGitHub github = StandInGitHub.start()) {
            github.primaryLimit(1_000_000, 403);
            String store = postgres.getJdbcUrl("postgres", "postgres");
            try (ChildReplica one = ChildReplica.start("one", store, github, load::acknowledged);
                    ChildReplica two = ChildReplica.start("two", store, github, load::acknowledged);
                    ChildReplica three = ChildReplica.start("three", store, github, load::acknowledged)) {
                one.awaitReady();
                two.awaitReady();
                three.awaitReady();

                load.run(load.more(500), one, two, three);
                three.kill();
                load.restarted();
                load.run(load.more(300), one, two);
                assertThat(github.forge().overlaps())
                        .as("overlaps without a pause")
                        .isZero();

                pauseInTheMiddleOfARequest(load, github, one, two);

                load.awaitShown(github, PAST_A_LEASE);
                Load.await("an empty backlog", PAST_A_LEASE, () -> one.backlog() == 0);
                System.out.println("three replicas: 1 kill, 1 pause, "
                        + github.forge().overlaps() + " overlaps, each repaired; " + load.verify(github));
            }
        }
    }

    /** The request of a paused replica arrives when another has long taken over, and so overwrites what is newer. */
    private static void pauseInTheMiddleOfARequest(
            Load load, StandInGitHub github, ChildReplica other, ChildReplica paused) throws Exception {
        String stale = "\"event " + (load.last() + 1) + "\"";
        try (Gate gate = github.forge()
                .hold(it -> it.method().equals("POST")
                        && it.path().contains(STALLED.sha())
                        && it.body().contains(stale))) {
            other.pause();
            load.one(paused, STALLED.commit(), STALLED.object());
            gate.awaitArrivals(1, Duration.ofSeconds(30));
            paused.pause();
            other.resume();

            load.one(other, STALLED.commit(), STALLED.object());
            int newest = load.last();
            // Other registers are not kept waiting by the stalled one.
            load.run(load.more(100), other);
            Load.await("the lease to lapse", PAST_A_LEASE, () -> Load.shown(github, STALLED.register()) == newest);
            assertThat(github.forge().overlaps()).as("overlaps with a pause").isPositive();

            gate.open();
            Load.await("the late one to land", PAST_A_LEASE, () -> Load.shown(github, STALLED.register()) < newest);
            paused.resume();
            Load.await("the repair", PAST_A_LEASE, () -> Load.shown(github, STALLED.register()) == newest);
        }
    }
}
