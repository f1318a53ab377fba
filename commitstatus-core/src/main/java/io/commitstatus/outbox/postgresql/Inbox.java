package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.CommittedPut;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.StatusCodec;
import io.commitstatus.outbox.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers put in transactions of their own. They only add to it, so that a transaction that stays open keeps no row locked
 * that others want; what has committed is put into the rows from here. Thread-safe.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);
    /** How long others leave it to the router that accepted, where somebody may wait for the outcome. */
    private static final Duration OWN = Duration.ofSeconds(30);

    private final String acceptor = UUID.randomUUID().toString();

    private record Arrival(long id, Wanted wanted, String hash) {}

    /** Adds statuses, in the transaction that the connection is in. */
    void add(Connection connection, List<Wanted> statuses, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.INBOX_ADD)) {
            statement.setQueryTimeout(Transaction.PATIENCE);
            for (Wanted wanted : statuses) {
                DeliveryKey key = wanted.key();
                int i = 0;
                statement.setInt(++i, RowColumns.FORMAT);
                statement.setString(++i, acceptor);
                RowColumns.time(statement, ++i, now);
                statement.setString(++i, wanted.id());
                statement.setString(++i, wanted.provider().toString());
                statement.setString(++i, key.type());
                statement.setString(++i, key.api().toString());
                statement.setString(++i, key.repository());
                statement.setString(++i, key.commit());
                statement.setString(++i, key.key());
                statement.setString(++i, StatusCodec.write(wanted.status()));
                // What is put later without a transaction, and is there at once, must count as the newer.
                RowColumns.time(statement, ++i, wanted.eventTime().orElse(now));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Puts into the rows what has committed, in the order in which it was added. */
    List<CommittedPut> takeUp(Transaction transaction, int max) throws SQLException {
        List<Arrival> arrivals = arrivals(transaction, max);
        if (arrivals.isEmpty()) {
            return List.of();
        }
        TreeSet<String> hashes = new TreeSet<>();
        arrivals.forEach(it -> hashes.add(it.hash()));
        RowTable table = new RowTable(transaction);
        RowTable.Found found = table.lockFree(hashes);
        TreeSet<String> busy = new TreeSet<>(hashes);
        busy.removeAll(found.rows().keySet());
        busy.removeAll(found.unreadable());
        busy.retainAll(table.existing(busy));
        Map<String, LeasedRow> current = new HashMap<>(found.rows());
        List<CommittedPut> puts = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (busy.contains(arrival.hash())) {
                // Somebody is changing that row, or froze while doing so: its turn comes again, and others need not
                // wait.
                continue;
            }
            if (found.unreadable().contains(arrival.hash())) {
                setAside(transaction, arrival.id());
            } else {
                puts.add(new CommittedPut(
                        arrival.wanted(), Batch.put(arrival.wanted(), arrival.hash(), current, transaction.now())));
                done.add(arrival.id());
            }
        }
        table.write(found.rows(), current);
        delete(transaction, done);
        return puts;
    }

    private List<Arrival> arrivals(Transaction transaction, int max) throws SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        List<Long> damaged = new ArrayList<>();
        try (PreparedStatement statement = transaction.prepare(Sql.INBOX_NEXT)) {
            statement.setInt(1, RowColumns.FORMAT);
            statement.setString(2, acceptor);
            RowColumns.time(statement, 3, transaction.now().minus(OWN));
            statement.setInt(4, max);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    long id = result.getLong("id");
                    try {
                        Wanted wanted = RowColumns.wanted(result).at(RowColumns.instant(result, "event_time"));
                        arrivals.add(new Arrival(id, wanted, Digest.of(wanted.key())));
                    } catch (IllegalArgumentException e) {
                        damaged.add(id);
                    }
                }
            }
        }
        for (long id : damaged) {
            setAside(transaction, id);
        }
        return arrivals;
    }

    /** What cannot be read, or not be put, stays for whoever looks into it, and is in nobody's way. */
    private static void setAside(Transaction transaction, long id) throws SQLException {
        LOG.atWarn().addKeyValue("id", id).log("a row of commitstatus_inbox cannot be read and is set aside");
        try (PreparedStatement statement = transaction.prepare(Sql.INBOX_SET_ASIDE)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    private static void delete(Transaction transaction, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.INBOX_DELETE)) {
            statement.setArray(1, transaction.connection().createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }
}
