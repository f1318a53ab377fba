package io.commitstatus.testing.outbox;

import static io.commitstatus.testing.outbox.Statuses.key;
import static io.commitstatus.testing.outbox.Statuses.upTo;
import static io.commitstatus.testing.outbox.Statuses.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outbox in a database does beyond the contract. */
class JdbcOutboxTest {
    @TempDir
    Path folder = Path.of("");

    private @Nullable UrlDataSource opened;

    @AfterEach
    void closeTheDatabase() throws SQLException {
        if (opened != null) {
            database().use(url(""), "sa");
            execute("shutdown");
        }
    }

    @Test
    void everyPartOfAStatusIsReadAsItWasPut() {
        try (Outbox outbox = JdbcOutbox.h2(folder.resolve("own"))) {
            outbox.put(List.of(wanted("a", Statuses.full())));
            assertThat(outbox.look(List.of(key("a"))).get(0).status()).isEqualTo(Statuses.full());
        }
    }

    @Test
    void whatADeadProcessHadInHandIsClaimedAtOnceAndInDoubt() {
        try (Outbox outbox = JdbcOutbox.h2(folder.resolve("own"))) {
            outbox.put(List.of(wanted("a")));
            assertThat(outbox.claim(upTo(1))).hasSize(1);
            assertThat(outbox.claim(upTo(1))).isEmpty();
        }
        try (Outbox outbox = JdbcOutbox.h2(folder.resolve("own"))) {
            assertThat(outbox.claim(upTo(1))).singleElement().satisfies(claim -> {
                assertThat(claim.row().doubt()).isTrue();
                assertThat(claim.takenOver()).isFalse();
            });
        }
    }

    @Test
    void anInterruptedCallerPutsAndTheFileStaysOpen() {
        try (Outbox outbox = JdbcOutbox.h2(folder.resolve("own"))) {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                outbox.put(List.of(wanted("a" + i)));
                outbox.look(List.of(key("a" + i)));
                outbox.claim(upTo(1));
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(outbox.backlog().waiting()).isEqualTo(20);
        }
    }

    /** Each commit leaves a stretch of the file behind, of which little stays in use. */
    @Test
    void aFileIsKeptInOrderWhileItIsUsed() throws Exception {
        Path file = folder.resolve("shared");
        try (Outbox outbox = JdbcOutbox.h2(file)) {
            outbox.backlog();
            database().use("jdbc:h2:async:" + file, "sa");
            execute("set retention_time 0");
            for (int i = 0; i < 300; i++) {
                outbox.put(List.of(wanted("a" + i)));
            }
            assertThat(percentInUse()).isLessThan(30);
            for (int sweeps = 0; sweeps < 50 && percentInUse() < 30; sweeps++) {
                Thread.currentThread().interrupt();
                outbox.sweep(Duration.ofDays(1), Duration.ofDays(7));
                assertThat(Thread.interrupted()).isTrue();
                outbox.put(List.of(wanted("b" + sweeps)));
            }
            assertThat(percentInUse()).isGreaterThanOrEqualTo(30);
            assertThat(setting("WRITE_DELAY")).as("commits wait for the file").isEqualTo("0");
            assertThat(outbox.backlog().waiting()).isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void aFileThatIsOpenElsewhereIsToldOf() throws Exception {
        try (Connection other = database().connection();
                Outbox outbox = JdbcOutbox.h2(folder.resolve("shared"))) {
            assertThat(other.isValid(1)).isTrue();
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.put(List.of(wanted("a"))))
                    .withMessageContaining("nothing was accepted");
        }
    }

    @Test
    void aPathThatWouldBecomeSettingsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcOutbox.h2(Path.of("outbox;INIT=x")))
                .withMessageContaining("semicolon");
    }

    @Test
    void aDatabaseThatIsAwayIsToldOfAndUsedWhenItIsBack() throws Exception {
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            database().away(true);
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.put(List.of(wanted("a"))))
                    .withMessageContaining("nothing was accepted")
                    .withCauseInstanceOf(OutboxException.class);
            assertThatExceptionOfType(OutboxException.class).isThrownBy(() -> outbox.claim(upTo(1)));
            database().away(false);
            outbox.put(List.of(wanted("a")));
            assertThat(outbox.claim(upTo(9))).hasSize(1);
        }
    }

    @Test
    void aDatabaseThatTakesTooLongIsToldOfAndUsedWhenItAnswers() throws Exception {
        database().use(url(";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200"), "sa");
        try (Outbox outbox = JdbcOutbox.using(database().dataSource());
                Connection other = database().connection();
                Statement statement = other.createStatement()) {
            outbox.put(List.of(wanted("a")));
            other.setAutoCommit(false);
            statement.execute("update commitstatus_rows set reason = 'held' where vendor_key = 'a'");
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.put(List.of(wanted("a", Statuses.full()), wanted("b"))))
                    .withMessageContaining("nothing was accepted");
            other.rollback();

            assertThat(outbox.look(List.of(key("b")))).isEmpty();
            outbox.put(List.of(wanted("a", Statuses.full())));
            assertThat(outbox.claim(upTo(9)))
                    .singleElement()
                    .satisfies(it -> assertThat(it.row().status()).isEqualTo(Statuses.full()));
        }
    }

    @Test
    void aDatabaseThatTakesNoWritesIsToldOf() throws Exception {
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            outbox.put(List.of(wanted("a")));
        }
        execute("shutdown");
        database().use(url(";ACCESS_MODE_DATA=r"), "sa");
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            assertThat(outbox.look(List.of(key("a")))).hasSize(1);
            assertThatExceptionOfType(OutboxException.class).isThrownBy(() -> outbox.put(List.of(wanted("b"))));
        }
    }

    @Test
    void aPutThatFailsFailsNoOtherThatWaitsWithIt() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            outbox.backlog();
            execute("alter table commitstatus_rows add constraint no_bad_keys check (vendor_key <> 'bad')");
            List<Future<?>> good = new ArrayList<>();
            List<Future<?>> bad = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "a" + i;
                good.add(callers.submit(() -> outbox.put(List.of(wanted(name)))));
                if (i % 4 == 0) {
                    bad.add(callers.submit(() -> outbox.put(List.of(wanted(name + "b"), wanted("bad")))));
                }
            }
            for (Future<?> it : good) {
                it.get(30, TimeUnit.SECONDS);
            }
            for (Future<?> it : bad) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> it.get(30, TimeUnit.SECONDS))
                        .withCauseInstanceOf(OutboxException.class);
            }
            assertThat(outbox.backlog().waiting()).isEqualTo(40);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aRowOfALaterReleaseIsLeftAlone() throws Exception {
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            outbox.put(List.of(wanted("later"), wanted("ours")));
            execute("update commitstatus_rows set format = 2 where vendor_key = 'later'");

            assertThat(outbox.claim(upTo(9))).extracting(it -> it.row().key()).containsExactly(key("ours"));
            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.put(List.of(wanted("later"))))
                    .withMessageContaining("format 2");
        }
    }

    @Test
    void thePrintedSchemaIsWhatItNeeds() throws Exception {
        execute(JdbcOutbox.schema());
        execute("create user limited password ''");
        execute("grant select, insert, update, delete on commitstatus_rows, commitstatus_holds to limited");
        database().use(url(""), "limited");
        try (Outbox outbox = JdbcOutbox.using(database().dataSource())) {
            outbox.put(List.of(wanted("a")));
            assertThat(outbox.claim(upTo(9))).hasSize(1);
        }
    }

    @Test
    void afterTheCloseNothingIsTaken() {
        Outbox outbox = JdbcOutbox.h2(folder.resolve("own"));
        outbox.put(List.of(wanted("a")));
        outbox.close();
        assertThatExceptionOfType(OutboxException.class)
                .isThrownBy(() -> outbox.put(List.of(wanted("b"))))
                .withMessageContaining("closed");
        assertThatExceptionOfType(OutboxException.class).isThrownBy(outbox::backlog);
    }

    private int percentInUse() throws SQLException {
        return Integer.parseInt(setting("info.CHUNKS_FILL_RATE"));
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = database().connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select setting_value from information_schema.settings where setting_name = '" + name + "'")) {
            assertThat(result.next()).as(name).isTrue();
            return result.getString(1);
        }
    }

    /** A database that stays open until the test ends. */
    private UrlDataSource database() {
        if (opened == null) {
            opened = new UrlDataSource(url(";DB_CLOSE_DELAY=-1"));
        }
        return opened;
    }

    private String url(String settings) {
        return "jdbc:h2:" + folder.resolve("shared") + settings;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
