package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler that gives every transaction another connection needs no settings. */
class PgBouncerTest {
    private static final int JOBS = 120;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyStatusIsDeliveredThroughAPoolerInTransactionMode() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                PgBouncer pooler = PgBouncer.start(postgres, folder);
                HikariDataSource pool = pool(pooler);
                Host host = Host.start();
                CommitStatusRouter router = Job.router(
                        "pooled", host.url().toString(), PostgresOutbox.using(pool), new DeliveryListener() {})) {
            List<Job> jobs = IntStream.rangeClosed(1, JOBS)
                    .mapToObj(it -> new Job(it, it, it % 5))
                    .toList();
            List<Receipt> receipts =
                    jobs.parallelStream().map(it -> router.route(it.event())).toList();

            for (Receipt receipt : receipts) {
                assertThat(receipt.await(Duration.ofSeconds(60)).outcome())
                        .get()
                        .extracting(Outcome::kind)
                        .isEqualTo(Outcome.Kind.DELIVERED);
            }
            assertThat(jobs).allMatch(it -> Load.shown(host, it.register()) == it.number());
        }
    }

    private static HikariDataSource pool(PgBouncer pooler) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(pooler.url());
        pool.setMaximumPoolSize(8);
        return pool;
    }
}
