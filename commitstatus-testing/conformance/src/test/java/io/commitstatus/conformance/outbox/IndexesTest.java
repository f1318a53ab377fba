package io.commitstatus.conformance.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.outbox.Wanted;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * No statement reads a whole table. The server keeps the plans of a connection's statements, and the first ones are made for an
 * empty table, which to read whole is quickest.
 */
class IndexesTest {
    private static final NamespacedName PROVIDER = new NamespacedName("flux-system", "host");
    private static final int ROUNDS = 30;
    private static final int TOGETHER = 40;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void noStatementReadsAWholeTable() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            on(database, Outbox::size); // makes the tables
            long before = read(database);
            on(database, outbox -> {
                for (int round = 0; round < ROUNDS; round++) {
                    work(outbox, round);
                }
            });
            Load.await("the statistics", SOON, () -> inserted(database) == ROUNDS * TOGETHER);
            assertThat(read(database)).isEqualTo(before);
        }
    }

    /** Which a join may do with the rows that it locks, once the server knows how large the table is. */
    @Test
    void noStatementLooksAtTheSameRowsAgainAndAgain() throws Exception {
        int many = 400;
        int times = 12; // the first plans are for the values that are given, and not kept
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            List<Row> rows = new ArrayList<>();
            on(database, outbox -> {
                List<Wanted> statuses =
                        IntStream.range(0, many).mapToObj(IndexesTest::wanted).toList();
                outbox.put(statuses);
                for (int settled = 0; settled < many; ) {
                    settled += settle(outbox);
                }
                rows.addAll(outbox.find(statuses.stream().map(Wanted::key).toList()));
            });
            Load.await("the statistics", SOON, () -> updated(database) == 2L * many);
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("analyze commitstatus_rows");
            }
            long before = blocks(database);
            on(database, outbox -> {
                for (int i = 0; i < times; i++) {
                    outbox.told(rows);
                }
            });
            Load.await("the statistics", SOON, () -> updated(database) == (2L + times) * many);
            assertThat(blocks(database) - before).isLessThan(20L * times * many);
        }
    }

    /** On one connection, which tells what it did when it ends. */
    private static void on(DataSource database, Consumer<Outbox> work) throws SQLException {
        try (Connection connection = database.getConnection();
                Outbox outbox = PostgresOutbox.using(new SingleConnectionDataSource(connection, true))) {
            work.accept(outbox);
        }
    }

    private static int settle(Outbox outbox) {
        List<Claim> claims = outbox.claim(ClaimRequest.of(Map.of(PROVIDER, Duration.ofMinutes(1)), TOGETHER));
        List<EndedClaim> ended = new ArrayList<>();
        for (Claim it : claims) {
            ended.add(new EndedClaim(it, new Settlement(new Verdict.Done(false, ""), Evidence.none())));
        }
        return outbox.settle(ended).size();
    }

    private static void work(Outbox outbox, int round) {
        List<Wanted> statuses = IntStream.range(round * TOGETHER, (round + 1) * TOGETHER)
                .mapToObj(IndexesTest::wanted)
                .toList();
        outbox.put(statuses);
        outbox.put(statuses);
        assertThat(settle(outbox)).isEqualTo(TOGETHER);
        outbox.told(outbox.find(statuses.stream().map(Wanted::key).toList()));
        outbox.untold(Duration.ZERO, TOGETHER);
        outbox.hold("a-credential", HOUR);
        outbox.holds();
        outbox.holdKey();
        outbox.undelivered(TOGETHER);
        outbox.replay("nobody's");
        outbox.expireAndPurge(HOUR, HOUR);
        outbox.takeCommitted(TOGETHER);
        outbox.untilDue();
        outbox.size();
    }

    private static Wanted wanted(int number) {
        String sha = String.format("%040x", number);
        DeliveryKey key = new DeliveryKey(
                "host", URI.create("https://host.example.com"), PROVIDER.namespace(), "org/app", sha, "deploy");
        return Wanted.of("id-" + number, key, PROVIDER, CommitStatus.success(sha, "deploy", "done"));
    }

    private static long inserted(DataSource database) {
        return ask(database, "select n_tup_ins from pg_stat_user_tables where relname = 'commitstatus_rows'");
    }

    private static long updated(DataSource database) {
        return ask(database, "select n_tup_upd from pg_stat_user_tables where relname = 'commitstatus_rows'");
    }

    /** How often a page of the table was looked at. */
    private static long blocks(DataSource database) {
        return ask(
                database,
                "select heap_blks_read + heap_blks_hit from pg_statio_user_tables"
                        + " where relname = 'commitstatus_rows'");
    }

    /** How many rows were read by going through a whole table. */
    private static long read(DataSource database) {
        return ask(database, "select sum(seq_tup_read) from pg_stat_user_tables");
    }

    private static long ask(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
