package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.policy.DeliveryListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away under load and comes back. */
class RestartTest {
    private static final int CALLERS = 4;

    @TempDir
    Path folder = Path.of("");

    private final Load load = new Load(11);
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean done;

    @Test
    void whatWasAcceptedIsDeliveredAndWhatWasRefusedIsToldSo() throws Exception {
        int port = freePort();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        EmbeddedPostgres postgres = start(port);
        UrlDataSource dataSource = new UrlDataSource(postgres.getJdbcUrl("postgres", "postgres"));
        try (Host host = Host.start()) {
            try (CommitStatusRouter router = Job.router(
                    "restart", host.url().toString(), PostgresOutbox.using(dataSource.dataSource()), new Noting())) {
                List<Future<?>> work = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    work.add(callers.submit(() -> route(router)));
                }
                Load.await("accepted events", Duration.ofSeconds(60), () -> load.accepted() > 200);
                postgres.close();
                Load.await("refused events", Duration.ofSeconds(60), () -> refused.get() > 2 * CALLERS);
                int before = dataSource.taken();
                long begun = System.nanoTime();
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                double perSecond = (dataSource.taken() - before) * 1e9 / (System.nanoTime() - begun);
                assertThat(perSecond)
                        .as("connections asked for in each second of the outage")
                        .isLessThan(200);

                postgres = start(port);
                int accepted = load.accepted();
                Load.await("accepted events", Duration.ofSeconds(60), () -> load.accepted() > accepted + 200);
                done = true;
                for (Future<?> it : work) {
                    it.get(30, TimeUnit.SECONDS);
                }
                load.awaitShown(host, Duration.ofSeconds(90));
                Load.await(
                        "an empty backlog",
                        Duration.ofSeconds(60),
                        () -> router.backlog().waiting() == 0);
                load.awaitTold(Duration.ofSeconds(60));
                System.out.println("PostgreSQL restarted: " + refused + " refused, " + load.verify(host));
            }
        } finally {
            callers.shutdownNow();
            postgres.close();
        }
    }

    private final class Noting implements DeliveryListener {
        @Override
        public void settled(Settled event) {
            load.told(Job.number(event));
        }
    }

    private void route(CommitStatusRouter router) {
        while (!done) {
            Job job = load.next();
            try {
                router.route(job.event());
                load.acknowledged(job.number());
            } catch (OutboxException e) {
                refused.incrementAndGet();
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
