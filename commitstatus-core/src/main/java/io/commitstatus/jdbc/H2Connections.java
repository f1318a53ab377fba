package io.commitstatus.jdbc;

import io.commitstatus.model.OutboxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Connections to an embedded H2, a few of which are kept: the last one that is closed closes the file. */
final class H2Connections implements Connections {
    private static final int KEPT = 8;
    /**
     * Every commit is with the operating system before it returns, and so outlives the process. {@code async} is the kind
     * of file access that an interrupted thread does not close.
     */
    private static final String ACCESS = "jdbc:h2:async:";

    /** What a busy time has left in the file is given back when it is closed, in so many milliseconds. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;MAX_COMPACT_TIME=2000;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private final Driver driver;
    private final String url;
    private final Deque<Connection> idle = new ArrayDeque<>();
    /** Shared by those who have a connection; alone is who tidies. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock();

    private boolean closed;

    H2Connections(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + path + "\": H2 takes what follows a semicolon for a setting; give a path without one");
        }
        this.url = ACCESS + path + SETTINGS;
        this.driver = driver();
    }

    /** By name, so that nobody needs H2 who does not use it. */
    private static Driver driver() {
        try {
            return Class.forName("org.h2.Driver")
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new OutboxException(
                    "the H2 database is not on the class path; add com.h2database:h2, or use JdbcOutbox.using(dataSource)",
                    e);
        }
    }

    @Override
    public Connection take() throws SQLException {
        turns.readLock().lock();
        boolean taken = false;
        try {
            Connection connection = kept();
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                turns.readLock().unlock();
            }
        }
    }

    private Connection kept() throws SQLException {
        synchronized (this) {
            if (closed) {
                throw new SQLException("the outbox is closed");
            }
            Connection kept = idle.pollFirst();
            if (kept != null) {
                return kept;
            }
        }
        Properties user = new Properties();
        user.setProperty("user", "sa");
        user.setProperty("password", "");
        @Nullable Connection fresh = driver.connect(url, user);
        if (fresh == null) {
            throw new SQLException("the H2 driver does not know its own address " + url);
        }
        return fresh;
    }

    @Override
    public void give(Connection connection, boolean intact) throws SQLException {
        try {
            giveBack(connection, intact);
        } finally {
            turns.readLock().unlock();
        }
    }

    private void giveBack(Connection connection, boolean intact) throws SQLException {
        synchronized (this) {
            if (intact && !closed && idle.size() < KEPT) {
                idle.addFirst(connection);
                return;
            }
        }
        connection.close();
    }

    @Override
    public void tidy() throws SQLException {
        turns.writeLock().lock();
        try {
            Connection connection = kept();
            boolean intact = false;
            try {
                if (H2Compaction.isDue(connection)) {
                    H2Compaction.run(connection);
                }
                intact = true;
            } finally {
                try {
                    giveBack(connection, intact);
                } finally {
                    if (!intact) {
                        // Commits might not wait for the file, which they do again when it has been opened anew.
                        closeAll();
                    }
                }
            }
        } finally {
            turns.writeLock().unlock();
        }
    }

    @Override
    public int patience() {
        return 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeAll();
    }

    /** The last one closes the file; the next one opens it with the settings above. */
    private synchronized void closeAll() {
        for (Connection it : idle) {
            try {
                it.close();
            } catch (SQLException e) {
                throw new OutboxException("the H2 file could not be closed in order: " + e.getMessage(), e);
            }
        }
        idle.clear();
    }
}
