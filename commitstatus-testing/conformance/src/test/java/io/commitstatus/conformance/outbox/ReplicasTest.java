package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.engine.Host;
import io.commitstatus.testing.forge.RequestGate;
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
                Host host = Host.start()) {
            String store = postgres.getJdbcUrl("postgres", "postgres");
            try (ChildReplica one = ChildReplica.start("one", store, host, load);
                    ChildReplica two = ChildReplica.start("two", store, host, load);
                    ChildReplica three = ChildReplica.start("three", store, host, load)) {
                one.awaitReady();
                two.awaitReady();
                three.awaitReady();

                load.run(load.more(500), one, two, three);
                three.kill();
                load.restarted();
                load.run(load.more(300), one, two);
                assertThat(host.forge().overlaps())
                        .as("overlaps without a pause")
                        .isZero();

                pauseInTheMiddleOfARequest(load, host, one, two);

                load.awaitShown(host, PAST_A_LEASE);
                Load.await("an empty backlog", PAST_A_LEASE, () -> one.backlog() == 0);
                load.awaitTold(PAST_A_LEASE);
                System.out.println("three replicas: 1 kill, 1 pause, "
                        + host.forge().overlaps() + " overlaps, each repaired; " + load.verify(host));
            }
        }
    }

    /** The request of a paused replica arrives when another has long taken over, and so overwrites what is newer. */
    private static void pauseInTheMiddleOfARequest(Load load, Host host, ChildReplica other, ChildReplica paused)
            throws Exception {
        String stale = "\"event " + (load.last() + 1) + "\"";
        try (RequestGate gate = host.forge()
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
            Load.await("the lease to lapse", PAST_A_LEASE, () -> Load.shown(host, STALLED.register()) == newest);
            assertThat(host.forge().overlaps()).as("overlaps with a pause").isPositive();

            gate.open();
            Load.await("the late one to land", PAST_A_LEASE, () -> Load.shown(host, STALLED.register()) < newest);
            paused.resume();
            Load.await("the repair", PAST_A_LEASE, () -> Load.shown(host, STALLED.register()) == newest);
        }
    }
}
