package io.commitstatus.github.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.model.OutboxException;
import io.commitstatus.testing.StandInGitHub;
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
        try (StandInGitHub github = StandInGitHub.start()) {
            github.primaryLimit(1_000_000, 403);
            try (CommitStatusRouter router = Job.router(
                    "restart",
                    github.url().toString(),
                    github.apiUrl().toString(),
                    JdbcOutbox.using(dataSource.dataSource()))) {
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
                load.awaitShown(github, Duration.ofSeconds(90));
                Load.await(
                        "an empty backlog",
                        Duration.ofSeconds(60),
                        () -> router.backlog().waiting() == 0);
                System.out.println("PostgreSQL restarted: " + refused + " refused, " + load.verify(github));
            }
        } finally {
            callers.shutdownNow();
            postgres.close();
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
