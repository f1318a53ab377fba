package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    private static final int FREE_PAGES = 256;

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
    private final FileConnection file;
    private final byte[] holdKey;

    private FileStore(FileLocation location, Connection connection) throws SQLException {
        this.location = location;
        this.file = new FileConnection(location, connection);
        this.holdKey = FileSchema.prepare(connection, location);
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

    byte[] holdKey() {
        return holdKey.clone();
    }

    /** The latest time at which something was written. */
    Instant latest() {
        return file.query("read the time", "select latest from meta where one = 1", it -> {}, result -> {
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
        return file.inTransaction("read rows", () -> find(keys));
    }

    private Map<DeliveryKey, LeasedRow> find(Collection<DeliveryKey> keys) throws SQLException {
        Map<DeliveryKey, LeasedRow> found = new HashMap<>();
        PreparedStatement read = file.statement(READ);
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
        return file.query("count rows", COUNT, it -> {}, result -> {
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
        file.inTransaction("write", () -> {
            PreparedStatement tell = file.statement(TELL);
            for (Row row : told) {
                tell.setBytes(1, RowCodec.hash(row.key()));
                tell.setLong(2, row.version());
                tell.executeUpdate();
            }
            Collection<LeasedRow> rows = change.apply(find(keys));
            PreparedStatement write = file.statement(WRITE);
            for (LeasedRow row : rows) {
                bind(write, row);
                write.executeUpdate();
            }
            if (!rows.isEmpty()) {
                PreparedStatement latest = file.statement(LATEST);
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
        int purged = file.inTransaction("forget rows", () -> {
            PreparedStatement purge = file.statement(PURGE);
            purge.setLong(1, Nanos.of(before));
            purge.setInt(2, max);
            return purge.executeUpdate();
        });
        if (purged > 0) {
            file.inTransaction("shrink", () -> {
                file.execute("pragma incremental_vacuum(" + FREE_PAGES + ")");
                return purged;
            });
        }
        return purged;
    }

    int hold(String credential, Instant end) {
        return file.inTransaction("hold a credential", () -> {
            PreparedStatement hold = file.statement(HOLD);
            hold.setString(1, credential);
            hold.setLong(2, Nanos.of(end));
            return hold.executeUpdate();
        });
    }

    Map<String, Instant> holds() {
        return file.query("read holds", "select credential, hold_end from holds", it -> {}, result -> {
            Map<String, Instant> holds = new HashMap<>();
            while (result.next()) {
                holds.put(result.getString(1), Nanos.instant(result.getLong(2)));
            }
            return holds;
        });
    }

    void close() {
        file.close();
    }

    private List<LeasedRow> rows(String what, String sql, FileConnection.Binding binding) {
        return file.query(what, sql, binding, this::rows);
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
}
