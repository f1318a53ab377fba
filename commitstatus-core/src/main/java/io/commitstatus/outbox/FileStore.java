package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows in a SQLite file, on one connection. Used by one thread at a time. Statements are prepared once; what fails leaves
 * the file as it was.
 */
final class FileStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);
    /** The format of the file; a newer one is left alone. */
    private static final int FORMAT = 2;

    private static final int KEY_BYTES = 32;
    private static final int FREE_PAGES = 256;

    private static final List<String> SCHEMA = List.of(
            """
            create table if not exists rows (
                hash blob not null primary key,
                live integer not null,
                state integer not null,
                since integer not null,
                version integer not null,
                told integer not null,
                acceptance text not null,
                body blob not null
            ) without rowid""",
            "create index if not exists rows_live on rows (live) where live = 1",
            "create index if not exists rows_since on rows (since) where live = 0",
            "create index if not exists rows_undelivered on rows (since) where state = 2",
            "create index if not exists rows_acceptance on rows (acceptance) where state = 2",
            "create index if not exists rows_untold on rows (since) where told = 0",
            "create table if not exists holds (credential text not null primary key, hold_end integer not null)",
            "create table if not exists meta (one integer primary key, format integer, latest integer, hold_key blob)");

    private static final String SELECT = "select body, version, told from rows where ";
    private static final String READ = SELECT + "hash = ?";
    private static final String WRITE = "insert into rows (hash, live, state, since, version, told, acceptance, body)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (hash) do update set live = excluded.live,"
            + " state = excluded.state, since = excluded.since, version = excluded.version, told = excluded.told,"
            + " acceptance = excluded.acceptance, body = excluded.body";
    private static final String TELL = "update rows set told = 1 where hash = ? and version = ? and told = 0";
    private static final String LATEST = "update meta set latest = ? where one = 1 and latest < ?";
    private static final String LIVE = SELECT + "live = 1";
    private static final String UNDELIVERED = SELECT + "state = 2 order by since desc limit ?";
    private static final String BY_ACCEPTANCE = SELECT + "state = 2 and acceptance = ?";
    private static final String COUNT = "select count(*) from rows where state = 2";
    private static final String UNTOLD = SELECT + "told = 0 and since <= ? order by since limit ?";
    private static final String PURGE = "delete from rows where hash in"
            + " (select hash from rows where live = 0 and since <= ? order by since limit ?)";
    private static final String HOLD = "insert into holds (credential, hold_end) values (?, ?)"
            + " on conflict (credential) do update set hold_end = max(hold_end, excluded.hold_end)";

    private final FileLocation location;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final byte[] holdKey;

    private FileStore(FileLocation location, Connection connection) throws SQLException {
        this.location = location;
        this.connection = connection;
        this.holdKey = prepare();
    }

    /** Opens a file, which nobody else may have open. */
    static FileStore open(Path file) {
        FileLocation location = FileLocation.take(file);
        try {
            return new FileStore(location, location.connect());
        } catch (SQLException e) {
            location.release();
            throw location.explain("be opened", e);
        } catch (RuntimeException e) {
            location.release();
            throw e;
        }
    }

    private byte[] prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma auto_vacuum = incremental");
            statement.execute("pragma locking_mode = exclusive");
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            statement.execute("pragma cache_size = -8000");
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (PreparedStatement make = connection.prepareStatement(
                "insert into meta (one, format, latest, hold_key) values (1, ?, 0, ?) on conflict (one) do nothing")) {
            make.setInt(1, FORMAT);
            make.setBytes(2, key);
            make.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select format, hold_key from meta where one = 1")) {
            result.next();
            if (result.getInt(1) != FORMAT) {
                throw new OutboxException(
                        location + " has format " + result.getInt(1) + ", and this release knows " + FORMAT
                                + "; use the release that wrote it, or another file",
                        null);
            }
            byte[] stored = result.getBytes(2);
            connection.setAutoCommit(false);
            return stored;
        }
    }

    byte[] holdKey() {
        return holdKey.clone();
    }

    /** The latest time at which something was written. */
    Instant latest() {
        return query("read the time", "select latest from meta where one = 1", it -> {}, result -> {
            result.next();
            return Nanos.instant(result.getLong(1));
        });
    }

    /** All rows that are not settled. */
    List<LeasedRow> live() {
        return rows("read rows", LIVE, it -> {});
    }

    /** The rows of these keys that are there. */
    Map<DeliveryKey, LeasedRow> read(Collection<DeliveryKey> keys) {
        return inTransaction("read rows", () -> find(keys));
    }

    private Map<DeliveryKey, LeasedRow> find(Collection<DeliveryKey> keys) throws SQLException {
        Map<DeliveryKey, LeasedRow> found = new HashMap<>();
        PreparedStatement read = statement(READ);
        for (DeliveryKey key : keys) {
            read.setBytes(1, RowCodec.hash(key));
            try (ResultSet result = read.executeQuery()) {
                rows(result).forEach(row -> found.put(key, row));
            }
        }
        return found;
    }

    List<Row> undelivered(int max) {
        return plain(rows("list rows", UNDELIVERED, it -> it.setInt(1, max)));
    }

    Optional<Row> undelivered(String acceptance) {
        return plain(rows("find a row", BY_ACCEPTANCE, it -> it.setString(1, acceptance))).stream()
                .findFirst();
    }

    long undeliveredCount() {
        return query("count rows", COUNT, it -> {}, result -> {
            result.next();
            return result.getLong(1);
        });
    }

    List<Row> untold(Instant before, int max) {
        return plain(rows("list rows", UNTOLD, it -> {
            it.setLong(1, Nanos.of(before));
            it.setInt(2, max);
        }));
    }

    private static List<Row> plain(List<LeasedRow> rows) {
        return rows.stream().map(LeasedRow::row).toList();
    }

    /** What is made of rows. */
    interface Change {
        /** Given those that are there; returns those to write. */
        Collection<LeasedRow> apply(Map<DeliveryKey, LeasedRow> found);
    }

    /**
     * Reads rows and writes what is made of them, all or none; waits until that is on the disk.
     *
     * @param keys of the rows to read
     * @param told whose outcome was told, in the versions that they have here
     */
    void change(Collection<DeliveryKey> keys, Collection<Row> told, Instant now, Change change) {
        inTransaction("write", () -> {
            PreparedStatement tell = statement(TELL);
            for (Row row : told) {
                tell.setBytes(1, RowCodec.hash(row.key()));
                tell.setLong(2, row.version());
                tell.executeUpdate();
            }
            Collection<LeasedRow> rows = change.apply(find(keys));
            PreparedStatement write = statement(WRITE);
            for (LeasedRow row : rows) {
                bind(write, row);
                write.executeUpdate();
            }
            if (!rows.isEmpty()) {
                PreparedStatement latest = statement(LATEST);
                latest.setLong(1, Nanos.of(now));
                latest.setLong(2, Nanos.of(now));
                latest.executeUpdate();
            }
            return rows;
        });
    }

    private static void bind(PreparedStatement write, LeasedRow leased) throws SQLException {
        Row row = leased.row();
        boolean waits = row.state() == RowState.WAITING;
        write.setBytes(1, RowCodec.hash(row.key()));
        write.setInt(2, waits || row.due().isPresent() ? 1 : 0);
        write.setInt(3, waits ? 0 : row.state().isUndelivered() ? 2 : 1);
        write.setLong(4, Nanos.of(leased.settledAt()));
        write.setLong(5, row.version());
        write.setInt(6, waits || leased.told() ? 1 : 0);
        write.setString(7, row.state().isUndelivered() ? row.id() : "");
        write.setBytes(8, RowCodec.write(leased));
    }

    /** Forgets rows that ended before a time, and gives the file's free pages back. */
    int purge(Instant before, int max) {
        int purged = inTransaction("forget rows", () -> {
            PreparedStatement purge = statement(PURGE);
            purge.setLong(1, Nanos.of(before));
            purge.setInt(2, max);
            return purge.executeUpdate();
        });
        if (purged > 0) {
            inTransaction("shrink", () -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma incremental_vacuum(" + FREE_PAGES + ")");
                    return 0;
                }
            });
        }
        return purged;
    }

    int hold(String credential, Instant end) {
        return inTransaction("hold a credential", () -> {
            PreparedStatement hold = statement(HOLD);
            hold.setString(1, credential);
            hold.setLong(2, Nanos.of(end));
            return hold.executeUpdate();
        });
    }

    Map<String, Instant> holds() {
        return query("read holds", "select credential, hold_end from holds", it -> {}, result -> {
            Map<String, Instant> holds = new HashMap<>();
            while (result.next()) {
                holds.put(result.getString(1), Nanos.instant(result.getLong(2)));
            }
            return holds;
        });
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("file", location).setCause(e).log("the outbox's file cannot be closed");
        } finally {
            location.release();
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet result) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private List<LeasedRow> rows(String what, String sql, Binding binding) {
        return query(what, sql, binding, this::rows);
    }

    /** A row that cannot be read spoils no other. */
    private List<LeasedRow> rows(ResultSet result) throws SQLException {
        List<LeasedRow> rows = new ArrayList<>();
        while (result.next()) {
            try {
                rows.add(RowCodec.read(result.getBytes(1), result.getLong(2), result.getInt(3) == 1));
            } catch (IllegalArgumentException e) {
                LOG.atWarn()
                        .addKeyValue("file", location)
                        .log("a row cannot be read and is left alone: {}", e.getMessage());
            }
        }
        return rows;
    }

    private <T> T query(String what, String sql, Binding binding, Reading<T> reading) {
        return inTransaction(what, () -> {
            PreparedStatement statement = statement(sql);
            binding.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                return reading.read(result);
            }
        });
    }

    private <T> T inTransaction(String what, Work<T> work) {
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw location.explain(what, e);
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }
}
