package io.commitstatus.conformance.outbox;

import static io.commitstatus.conformance.outbox.Load.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Receipt;
import io.commitstatus.conformance.engine.Host;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What many threads store in PostgreSQL at once is committed together, and none of them suffers for another. */
class CommittedTogetherTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Job JOB = new Job(1, 1, 1);
    private static final Job OTHER = new Job(2, 2, 2);
    private static final NamespacedName PROVIDER = new NamespacedName("flux-system", "host");

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

    @Test
    void aClaimLeasesWhatIsPutInTheSameTransaction() throws Exception {
        Together together = putAndClaim(row -> true);

        assertThat(together.put.get(30, TimeUnit.SECONDS))
                .extracting(PutResult::kind)
                .containsExactly(PutResult.Kind.ACCEPTED);
        assertThat(together.claims.get(30, TimeUnit.SECONDS))
                .extracting(it -> it.row().id())
                .containsExactlyInAnyOrder("id-1", "id-2");
        assertThat(together.commits).as("of the first put, and of all else").hasValue(2);
    }

    @Test
    void aClaimThatFailsLosesNoStatus() throws Exception {
        Together together = putAndClaim(row -> {
            throw new IllegalStateException("the filter failed");
        });

        assertThat(together.put.get(30, TimeUnit.SECONDS))
                .extracting(PutResult::kind)
                .containsExactly(PutResult.Kind.ACCEPTED);
        assertThat(together.claims).failsWithin(SOON).withThrowableThat().withMessageContaining("the filter failed");
        try (Outbox outbox = PostgresOutbox.using(database)) {
            assertThat(outbox.find(List.of(wanted(2).key()))).hasSize(1);
        }
    }

    private record Together(
            CompletableFuture<List<PutResult>> put, CompletableFuture<List<Claim>> claims, AtomicInteger commits) {}

    /** Puts a status and claims, both while the commit of another is under way. */
    private Together putAndClaim(Predicate<Row> admits) throws Exception {
        AtomicInteger commits = new AtomicInteger();
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (Outbox outbox = PostgresOutbox.using(beforeCommit(connection -> {
            commits.incrementAndGet();
            underWay.countDown();
            mayCommit.await();
        }))) {
            CompletableFuture<List<PutResult>> first = waiting(() -> outbox.put(List.of(wanted(1))));
            try {
                assertThat(underWay.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                ClaimRequest request =
                        ClaimRequest.of(Map.of(PROVIDER, SOON), 10).admitting(it -> true, admits);
                return new Together(
                        waiting(() -> outbox.put(List.of(wanted(2)))), waiting(() -> outbox.claim(request)), commits);
            } finally {
                // The outbox's close waits for it.
                mayCommit.countDown();
                first.join();
            }
        }
    }

    /** Begins something in a thread of its own, and returns when that waits for it. */
    private static <T> CompletableFuture<T> waiting(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        Load.await("a thread that waits", SOON, () -> thread.getState() == Thread.State.WAITING);
        return result;
    }

    private Wanted wanted(int number) {
        String sha = String.format("%040x", number);
        return Wanted.of(
                "id-" + number,
                new DeliveryKey("host", host.url(), PROVIDER.namespace(), Job.REPOSITORY, sha, "deploy"),
                PROVIDER,
                CommitStatus.success(sha, "deploy", "done"));
    }

    @Test
    void aRegisterThatSomebodyIsInsertingHoldsUpNoOther() throws Exception {
        Job newer = new Job(3, JOB.commit(), JOB.object());
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (CommitStatusRouter router = Job.router(
                        "one", host.url().toString(), PostgresOutbox.using(database), new DeliveryListener() {});
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
        List<Wanted> many = IntStream.range(0, 40_000).mapToObj(this::wanted).toList();
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
                CommittedTogetherTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.run(method, arguments)));
    }
}
