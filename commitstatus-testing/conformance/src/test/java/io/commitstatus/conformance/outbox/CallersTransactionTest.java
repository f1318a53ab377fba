package io.commitstatus.conformance.outbox;

import static io.commitstatus.conformance.outbox.Load.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.outbox.postgresql.PostgresOutboxes;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** What is accepted in a transaction of the caller's is worked on once that commits, and never when it rolls back. */
class CallersTransactionTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Job JOB = new Job(1, 1, 1);
    private static final Job OTHER = new Job(2, 2, 2);

    private static EmbeddedPostgres postgres;

    private DataSource database;
    private Host host;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start(TestInfo test) throws SQLException {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        name = name.substring(0, Math.min(60, name.length()));
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        database = postgres.getDatabase("postgres", name);
        host = Host.start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private CommitStatusRouter router(String name) {
        return router(name, PostgresOutbox.using(database));
    }

    private CommitStatusRouter router(String name, Outbox outbox) {
        return Job.router(name, host.url().toString(), outbox, new DeliveryListener() {});
    }

    private Connection begin() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void isDeliveredOnceItCommitsAndNotBefore() throws Exception {
        try (CommitStatusRouter router = router("one");
                Connection connection = begin()) {
            Receipt receipt = router.route(JOB.event(), connection);

            assertThat(outcome(receipt, Duration.ofMillis(1200))).isEqualTo(Outcome.Kind.PENDING);
            assertThat(receipt.toString()).contains("its transaction has not committed yet");
            assertThat(host.forge().requestCount()).isZero();

            connection.commit();
            assertThat(outcome(receipt, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Load.shown(host, JOB.register())).isEqualTo(JOB.number());
        }
    }

    @Test
    void isNeverDeliveredWhenItRollsBackAndTheReceiptSaysSoInTheEnd() throws Exception {
        try (CommitStatusRouter router = router("one");
                Connection connection = begin()) {
            Receipt rolledBack = router.route(JOB.event(), connection);
            connection.rollback();
            Receipt committed = router.route(OTHER.event(), connection);
            connection.commit();

            assertThat(outcome(committed, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(rolledBack.settled()).isFalse();
            assertThat(Load.shown(host, JOB.register())).isZero();
            assertThat(router.backlog().waiting()).isZero();
        }
    }

    @Test
    void anOpenTransactionKeepsNobodyElseWaiting() throws Exception {
        Job newer = new Job(2, 1, 1);
        try (CommitStatusRouter router = router("one");
                Connection connection = begin()) {
            Receipt open = router.route(JOB.event(), connection);

            assertThat(outcome(router.route(newer.event()), SOON)).isEqualTo(Outcome.Kind.DELIVERED);

            connection.commit();
            assertThat(outcome(open, SOON)).isEqualTo(Outcome.Kind.SUPERSEDED);
            assertThat(Load.shown(host, JOB.register())).isEqualTo(newer.number());
        }
    }

    @Test
    void whatIsSubmittedAfterwardsWithoutATransactionIsTheNewer() throws Exception {
        String sha = JOB.sha();
        try (CommitStatusRouter router = router("one");
                Connection connection = begin()) {
            Receipt first =
                    router.submit(Submission.of("flux-system/host", CommitStatus.pending(sha, "deploy", "begun"))
                            .in(connection));
            connection.commit();
            Receipt second = router.submit("flux-system/host", CommitStatus.success(sha, "deploy", "done"));

            assertThat(outcome(second, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(outcome(first, SOON)).isIn(Outcome.Kind.SUPERSEDED, Outcome.Kind.DELIVERED);
            assertThat(host.statuses(Job.REPOSITORY, sha).get(0).description()).isEqualTo("done");
        }
    }

    @Test
    void anotherReplicaTakesItUpWhenTheOneThatAcceptedItIsGone() throws Exception {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(31));
        try (CommitStatusRouter other = router("two", PostgresOutboxes.open(database, later));
                Connection connection = begin()) {
            CommitStatusRouter gone = router("one");
            gone.route(JOB.event(), connection);
            gone.close();
            connection.commit();

            Load.await("the other replica", SOON, () -> Load.shown(host, JOB.register()) == JOB.number());
            Load.await("its outcome", SOON, () -> other.backlog().waiting() == 0);
        }
    }

    @Test
    void aRowThatSomebodyKeepsLockedHoldsUpNoOther() throws Exception {
        Job newer = new Job(3, 1, 1);
        try (CommitStatusRouter router = router("one");
                Connection frozen = begin();
                Connection connection = begin()) {
            assertThat(outcome(router.route(JOB.event()), SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            try (Statement statement = frozen.createStatement()) {
                statement.execute("select hash from commitstatus_rows for update");
            }
            Receipt locked = router.route(newer.event(), connection);
            Receipt free = router.route(OTHER.event(), connection);
            connection.commit();

            assertThat(outcome(free, Duration.ofSeconds(8)))
                    .as("within the time that a statement waits for a lock")
                    .isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(locked.settled()).isFalse();
            frozen.rollback();
            assertThat(outcome(locked, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Load.shown(host, JOB.register())).isEqualTo(newer.number());
        }
    }

    @Test
    void goesWithSpringsTransactions() throws Exception {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        try (CommitStatusRouter router = router("one")) {
            Receipt committed =
                    transaction.execute(it -> router.route(JOB.event(), DataSourceUtils.getConnection(database)));
            AtomicReference<Receipt> failed = new AtomicReference<>();
            assertThatThrownBy(() -> transaction.executeWithoutResult(it -> {
                        failed.set(router.route(OTHER.event(), DataSourceUtils.getConnection(database)));
                        throw new IllegalStateException("the business failed");
                    }))
                    .hasMessage("the business failed");

            assertThat(outcome(committed, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(failed.get().settled()).isFalse();
            assertThat(Load.shown(host, OTHER.register())).isZero();
        }
    }

    @Test
    void whatCannotBeReadIsSetAsideAndSpoilsNothingElse() throws Exception {
        try (CommitStatusRouter router = router("one");
                Connection connection = begin()) {
            router.route(OTHER.event(), connection);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update commitstatus_inbox set status = 'nonsense'");
            }
            Receipt receipt = router.route(JOB.event(), connection);
            connection.commit();

            assertThat(outcome(receipt, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Load.shown(host, OTHER.register())).isZero();
        }
    }

    @Test
    void aConnectionThatCannotTakeItSaysWhatToDoAndAnOutboxThatHasNoTransactionsToo() throws Exception {
        try (CommitStatusRouter router = router("one")) {
            Connection closed = begin();
            closed.close();
            assertThatThrownBy(() -> router.route(JOB.event(), closed))
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("roll it back");
        }
        try (CommitStatusRouter router = router("one", MemoryOutbox.of(10, Clock.systemUTC()));
                Connection connection = begin()) {
            assertThatThrownBy(() -> router.route(JOB.event(), connection))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("PostgresOutbox");
        }
    }
}
