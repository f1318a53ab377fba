package io.commitstatus.examples.shared;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.testing.forge.RequestGate;
import io.commitstatus.testing.github.StandInGitHub;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Two routers, as two replicas of a service would have them, share one database. */
public final class SharedOutbox {
    private static final String PROVIDER = "flux-system/github";
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";
    private static final CountDownLatch DELIVERED = new CountDownLatch(7);

    private SharedOutbox() {}

    /** Needs no account, no network and no database server of its own, and ends by itself. */
    public static void main(String[] arguments) throws Exception {
        // With replicas in processes of their own each has a pool of connections to the same PostgreSQL; nothing else
        // changes.
        try (var postgres = EmbeddedPostgres.start();
                var github = StandInGitHub.start();
                var blue = router("blue", github, postgres.getPostgresDatabase());
                var green = router("green", github, postgres.getPostgresDatabase())) {
            for (int i = 1; i <= 4; i++) {
                CommitStatusRouter accepting = i % 2 == 1 ? blue : green;
                accepting.submit(PROVIDER, rollout(i)).await(Duration.ofSeconds(10));
            }

            RequestGate gate = github.forge().hold();
            for (int i = 5; i <= 7; i++) {
                blue.submit(PROVIDER, rollout(i));
            }
            gate.awaitArrivals(3, Duration.ofSeconds(10));
            // Time enough to interrupt what is under way: what would be answered later would still count as delivered
            // by blue.
            blue.close(Duration.ofSeconds(2));
            System.out.println("blue has gone with three requests under way");
            gate.open();
            // Green finds them in the database, asks GitHub what came of them, and sends what is missing.
            if (!DELIVERED.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not everything was delivered");
            }
            System.out.println(github.shown("org/app", COMMIT).size() + " statuses are shown on the commit");
        }
    }

    private static CommitStatusRouter router(String name, StandInGitHub github, DataSource database) {
        Provider provider = Provider.builder("flux-system/github")
                .type("github")
                .address(github.address("org/app"))
                .annotation(Provider.API_URL, github.apiUrl().toString())
                .secretRef("token")
                .build();
        return CommitStatusRouter.builder(Configuration.builder().put(provider).build())
                .name(name)
                .secrets(SecretResolver.token("flux-system/token", "a-token"))
                .outbox(PostgresOutbox.using(database))
                .addListener(new Teller(name))
                .allowPlainHttp(true) // the stand-in has no certificate
                .build();
    }

    private static CommitStatus rollout(int number) {
        return CommitStatus.success(COMMIT, "deploy/" + number, "rollout " + number);
    }

    /** Tells who delivers what. */
    private record Teller(String router) implements DeliveryListener {
        @Override
        public void settled(Settled event) {
            System.out.println(router + ": " + event.subject().status().description() + " " + event.outcome());
            DELIVERED.countDown();
        }
    }
}
