package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import io.commitstatus.internal.delivery.Register.Ended;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.MovableClock;
import io.commitstatus.spi.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in a database: what was accepted survives the process. Thread-safe.
 *
 * <p>{@link #h2} keeps it in a file of this process's own; {@link #using} in a PostgreSQL (or H2) that several routers may
 * share. The tables are made on first use where they are missing; {@link #schema} prints them for those who make them by
 * hand. Transactions are the outbox's own, a few milliseconds long, on connections of their own; many threads' puts are
 * committed together. Times are the database's, so that replicas need not agree on theirs.
 *
 * <p>When a transaction is cut off while it commits, nobody knows whether it did: a {@link #put} that failed so may have
 * been stored, and the same status put again joins it.
 */
public final class JdbcOutbox implements Outbox {
    private final boolean shared;
    private final Database database;
    private final Intake intake;
    private final Prefixes prefixes = new Prefixes();
    private final Turns turns = new Turns();

    private JdbcOutbox(Connections connections, boolean shared, @Nullable MovableClock testClock) {
        this.shared = shared;
        this.database = new Database(connections, !shared, testClock);
        this.intake = new Intake(database);
    }

    /**
     * In an embedded H2 file, which is made where it is missing and which one outbox may have open at a time. What was
     * accepted survives a killed process; after a power failure the last moments may be missing. What a killed process had
     * in hand is asked for at the vendor as soon as the file is opened again.
     *
     * <p>H2 uses space again only 45 seconds after it was freed, for the sake of power failures. The file holds what was
     * written in the busiest such time, some 100 KB for each status: a gigabyte once ten thousand came in a minute. Closing
     * the outbox shrinks the file, which takes up to two seconds.
     *
     * @param file the path without H2's suffix {@code .mv.db}
     * @throws OutboxException when {@code com.h2database:h2} is not there
     * @throws IllegalArgumentException when H2 cannot have a file of that name
     */
    public static JdbcOutbox h2(Path file) {
        return new JdbcOutbox(new H2Connections(file), false, null);
    }

    /** The same by a clock that only a test moves, in place of the database's. */
    public static JdbcOutbox h2(Path file, MovableClock clock) {
        return new JdbcOutbox(new H2Connections(file), false, clock);
    }

    /**
     * In a database, by connections of a pool that is the caller's to close. At least two connections at a time are wanted.
     * Nothing is asked of the database before the first use.
     */
    public static JdbcOutbox using(DataSource dataSource) {
        return new JdbcOutbox(new PooledConnections(dataSource), true, null);
    }

    /** The same by a clock that only a test moves, in place of the database's; all that share the rows must share it. */
    public static JdbcOutbox using(DataSource dataSource, MovableClock clock) {
        return new JdbcOutbox(new PooledConnections(dataSource), true, clock);
    }

    /** {@return the statements that make the tables and indexes, for H2 and PostgreSQL alike} */
    public static String schema() {
        return Schema.DDL;
    }

    @Override
    public List<PutResult> put(List<Wanted> statuses) {
        return statuses.isEmpty() ? List.of() : intake.put(statuses);
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        if (request.max() < 1) {
            return List.of();
        }
        NavigableSet<String> ours = prefixes.of(request.providers());
        database.run("wake what is due", it -> {
            new ReadyRows(it).wake();
            return true;
        });
        return database.run("lease rows", it -> new ClaimRound(it, request, ours, turns).run());
    }

    @Override
    public Settled settle(Claim claim, Settlement settlement) {
        String hash = Digest.of(claim.row().key());
        return database.run("settle a row", it -> {
            RowTable table = new RowTable(it);
            Register register = table.lock(List.of(hash)).get(hash);
            if (register == null) {
                return Settled.LATE;
            }
            Ended ended = register.settle(claim, settlement, it.now());
            table.update(List.of(ended.next()));
            return ended.result();
        });
    }

    @Override
    public Optional<Duration> nextDue(Set<NamespacedName> providers) {
        NavigableSet<String> ours = prefixes.of(providers);
        return database.run("tell what is due", it -> Upkeep.nextDue(it, ours));
    }

    @Override
    public List<Row> look(List<DeliveryKey> keys) {
        List<String> hashes = keys.stream().map(Digest::of).toList();
        return database.run("read rows", it -> {
            Map<String, Register> rows = new RowTable(it).read(hashes);
            return hashes.stream()
                    .flatMap(hash -> Optional.ofNullable(rows.get(hash)).stream())
                    .map(Register::row)
                    .toList();
        });
    }

    @Override
    public List<Row> sweep(Duration maxAge, Duration retention) {
        database.run("forget rows", it -> Upkeep.forget(it, retention));
        database.run("forget holds", it -> new HoldTable(it).forget());
        database.tidy();
        return database.run("end rows", it -> Upkeep.expire(it, maxAge));
    }

    @Override
    public List<Row> undelivered(int max) {
        return database.run("list rows", it -> Upkeep.undelivered(it, max)).stream()
                .map(Register::row)
                .toList();
    }

    @Override
    public Optional<Row> replay(String id) {
        return database.run("replay a row", it -> Upkeep.replay(it, id));
    }

    @Override
    public Backlog backlog() {
        return database.run("count rows", Upkeep::backlog);
    }

    @Override
    public void hold(NamespacedName provider, Duration duration) {
        database.run("hold a Provider", it -> new HoldTable(it).hold(provider, duration));
    }

    @Override
    public Map<NamespacedName, Duration> holds() {
        return database.run("read holds", it -> new HoldTable(it).left());
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
        return shared;
    }

    @Override
    public void close() {
        intake.close();
        database.close();
    }
}
