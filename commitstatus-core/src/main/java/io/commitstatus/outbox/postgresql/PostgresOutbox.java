package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.CommittedPut;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.OutboxSize;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Wanted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in a PostgreSQL (12 or newer) that several routers may share. Thread-safe.
 *
 * <pre>{@code
 * Outbox outbox = PostgresOutbox.using(dataSource);
 * }</pre>
 *
 * <p>The tables are made on first use where they are missing; {@link #schema} returns the statements for those who make them by
 * hand. Transactions are the outbox's own, READ COMMITTED and a few milliseconds long, on connections that are taken for each; at
 * most three are used at a time. Puts, settles and claims of many threads are committed together. For its transactions it turns off
 * sequential scans, since every statement has an index to go by, and just-in-time compilation. Times are the database's, so that
 * replicas need not agree on theirs. It works through a pooler in transaction mode: when the first prepared statement is lost
 * there, it prepares no more.
 *
 * <p>When a transaction is cut off while it commits, nobody knows whether it did: a {@link #put} that failed so may have been
 * stored, and the same status put again joins it. A failover to a replica that is not synchronous loses what that replica had not
 * received: statuses that were accepted in the last moments, and how attempts of the last moments ended, which are then made
 * again.
 *
 * @since 0.1
 */
public final class PostgresOutbox implements Outbox {
    private final Database database;
    private final Committer committer;
    private final Inbox inbox = new Inbox();
    private volatile byte @Nullable [] holdKey;

    PostgresOutbox(DataSource dataSource, @Nullable Clock testClock) {
        this.database = new Database(dataSource, testClock);
        this.committer = new Committer(database);
    }

    /** Returns an outbox on connections of a pool that is the caller's to close. The database is not asked before its first use. */
    public static PostgresOutbox using(DataSource dataSource) {
        return new PostgresOutbox(dataSource, null);
    }

    /** {@return the statements that make the tables and indexes} */
    public static String schema() {
        return Schema.DDL;
    }

    @Override
    public List<PutResult> put(List<Wanted> statuses) {
        if (statuses.isEmpty()) {
            return List.of();
        }
        try {
            return committer.put(statuses);
        } catch (OutboxException e) {
            throw new OutboxException(e.getMessage() + "; nothing was accepted", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>One statement, which locks nothing that anybody waits for, however long that transaction stays open. The tables are made
     * before, on a connection of the outbox's own, where they are missing.
     */
    @Override
    public void put(List<Wanted> statuses, Connection connection) {
        Instant now = database.now();
        database.ensureReady();
        try {
            inbox.add(connection, statuses, now);
        } catch (SQLException e) {
            throw new OutboxException(
                    "the caller's transaction cannot take the status: " + Database.message(e)
                            + "; roll it back; its connection must be to the outbox's database and see its tables",
                    e);
        }
    }

    @Override
    public List<CommittedPut> takeCommitted(int max) {
        return database.run("take up statuses", it -> inbox.takeUp(it, max));
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return request.max() < 1 || request.providers().isEmpty() ? List.of() : committer.claim(request);
    }

    @Override
    public SettleResult settle(Claim claim, Settlement settlement) {
        return settle(List.of(new EndedClaim(claim, settlement))).get(0).orElseThrow();
    }

    @Override
    public List<Optional<SettleResult>> settle(List<EndedClaim> ended) {
        return committer.settle(ended);
    }

    @Override
    public Optional<Duration> untilDue() {
        return database.run("tell what is due next", Upkeep::untilDue);
    }

    @Override
    public List<Row> find(List<DeliveryKey> keys) {
        List<String> hashes = keys.stream().map(Digest::of).toList();
        return database.run("read rows", it -> {
            Map<String, LeasedRow> rows = new RowTable(it).read(hashes);
            return hashes.stream()
                    .flatMap(hash -> Optional.ofNullable(rows.get(hash)).stream())
                    .map(LeasedRow::row)
                    .toList();
        });
    }

    @Override
    public List<Row> expireAndPurge(Duration maxAge, Duration retention) {
        database.run("forget rows", it -> Upkeep.forget(it, retention));
        return database.run("end rows", it -> Upkeep.expire(it, maxAge));
    }

    @Override
    public List<Row> undelivered(int max) {
        return database.run("list rows", it -> Upkeep.undelivered(it, max));
    }

    @Override
    public Optional<Row> replay(String id) {
        return database.run("replay a row", it -> Upkeep.replay(it, id));
    }

    @Override
    public List<Row> untold(Duration age, int max) {
        return database.run("list rows", it -> Upkeep.untold(it, age, max));
    }

    @Override
    public void told(Collection<Row> rows) {
        if (!rows.isEmpty()) {
            database.run("note what was told", it -> Upkeep.tell(it, rows));
        }
    }

    @Override
    public OutboxSize size() {
        return database.run("count rows", Upkeep::size);
    }

    @Override
    public void hold(String credential, Duration duration) {
        database.run("hold a credential", it -> HoldTable.hold(it, credential, duration));
    }

    @Override
    public Map<String, Duration> holds() {
        return database.run("read holds", HoldTable::left);
    }

    @Override
    public byte[] holdKey() {
        byte[] known = holdKey;
        if (known == null) {
            known = database.run("read the key of digests", HoldTable::key);
            holdKey = known;
        }
        return known.clone();
    }

    @Override
    public Instant now() {
        return database.now();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void close() {
        committer.close();
    }
}
