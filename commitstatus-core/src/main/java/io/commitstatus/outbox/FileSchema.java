package io.commitstatus.outbox;

import io.commitstatus.model.OutboxException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of an outbox's file. */
final class FileSchema {
    /** The format of the file; a newer one is left alone. */
    private static final int FORMAT = 2;

    private static final int KEY_BYTES = 32;

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

    private FileSchema() {}

    /**
     * Makes what is missing, and has every commit on the disk when it returns.
     *
     * @return the key that digests of credentials are keyed with
     * @throws OutboxException when the file has another format
     */
    static byte[] prepare(Connection connection, FileLocation location) throws SQLException {
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
}
