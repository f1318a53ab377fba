package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.outbox.postgresql.PostgresOutboxes;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

    private static Outcome.Kind outcome(Receipt receipt, Duration within) throws InterruptedException {
        return receipt.await(within).outcome().orElseThrow().kind();
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
    void aRegisterThatSomebodyIsInsertingHoldsUpNoOther() throws Exception {
        Job newer = new Job(3, JOB.commit(), JOB.object());
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (CommitStatusRouter router = router("one");
                // No router: it would claim the others' rows, too, and could not commit what it does with them.
                Outbox frozen = PostgresOutbox.using(beforeCommit(connection -> {
                    if (hasRow(connection, JOB.sha())) {
                        inserted.countDown();
                        mayCommit.await();
                    }
                }))) {
            Wanted wanted = ofTheSameRegister(router, JOB);
            CompletableFuture<List<PutResult>> first = CompletableFuture.supplyAsync(() -> frozen.put(List.of(wanted)));
            try {
                assertThat(inserted.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                CompletableFuture<Receipt> same = CompletableFuture.supplyAsync(() -> router.route(newer.event()));

                assertThat(outcome(router.route(OTHER.event()), Duration.ofSeconds(8)))
                        .as("within the time that a statement waits for a lock")
                        .isEqualTo(Outcome.Kind.DELIVERED);
                assertThat(same).isNotDone();
                mayCommit.countDown();
                assertThat(outcome(same.get(30, TimeUnit.SECONDS), SOON)).isEqualTo(Outcome.Kind.DELIVERED);
                assertThat(Load.shown(host, JOB.register())).isEqualTo(newer.number());
            } finally {
                // The outbox's close waits for it.
                mayCommit.countDown();
                first.join();
            }
        }
    }

    /** What a job's event makes, found out from another one's that is delivered. */
    private static Wanted ofTheSameRegister(CommitStatusRouter router, Job job) throws InterruptedException {
        Receipt receipt = router.route(new Job(9, 9, job.object()).event());
        assertThat(outcome(receipt, SOON)).isEqualTo(Outcome.Kind.DELIVERED);
        Receipt.Sent sent = receipt.sent().get(0);
        DeliveryKey key = sent.key();
        CommitStatus status = CommitStatus.success(job.sha(), sent.status().name(), "event " + job.number());
        return Wanted.of(
                        "by-hand",
                        new DeliveryKey(key.type(), key.api(), key.namespace(), key.repository(), job.sha(), key.key()),
                        sent.provider().orElseThrow(),
                        status)
                .at(Instant.EPOCH);
    }

    @Test
    void manyNewRegistersTakeFewLocks() {
        List<Wanted> many = IntStream.range(0, 40_000)
                .mapToObj(it -> {
                    String sha = String.format("%040x", it);
                    return Wanted.of(
                            "id-" + it,
                            new DeliveryKey("host", host.url(), "flux-system", Job.REPOSITORY, sha, "deploy"),
                            new NamespacedName("flux-system", "host"),
                            CommitStatus.success(sha, "deploy", "done"));
                })
                .toList();
        try (Outbox outbox = PostgresOutbox.using(database)) {
            assertThat(outbox.put(many))
                    .as("more than the server has places for locks")
                    .hasSize(many.size());
            assertThat(outbox.size().waiting()).isEqualTo(many.size());
        }
    }

    private interface OnCommit {
        void run(Connection connection) throws Exception;
    }

    private static boolean hasRow(Connection connection, String commit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from commitstatus_rows where commit_id = ?")) {
            statement.setString(1, commit);
            return statement.executeQuery().next();
        }
    }

    /** The database, where something happens before each commit. */
    private DataSource beforeCommit(OnCommit action) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(database, arguments);
            return !(result instanceof Connection connection)
                    ? result
                    : proxy(Connection.class, (called, given) -> {
                        if (called.getName().equals("commit")) {
                            action.run(connection);
                        }
                        try {
                            return called.invoke(connection, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        });
    }

    private interface Call {
        @Nullable
        Object run(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                CallersTransactionTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.run(method, arguments)));
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
