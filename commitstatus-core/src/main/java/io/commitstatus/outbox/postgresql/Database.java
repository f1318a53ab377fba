package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.OutboxException;
import io.commitstatus.outbox.SteadyClock;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions: on a connection for each, by the database's time, and again when one lost to another. Thread-safe. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOutbox.class);
    private static final Duration KEEP_TRYING = Duration.ofSeconds(5);
    /** The last resort when a network swallows answers: longer than a statement may take by itself. */
    private static final int NETWORK_MILLIS = 30_000;
    /** How often the database's clock is read; in between this process's own steady one goes on from there. */
    private static final Duration READ_CLOCK_EVERY = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final @Nullable Clock testClock;
    private final Clock steady = SteadyClock.of(Clock.systemUTC());
    private volatile @Nullable Reading reading;
    private final Wakes wakes = new Wakes();
    private volatile boolean hasSchema;
    /** Set when a pooler between here and the database gives each transaction another connection. */
    private volatile boolean unprepared;

    /** How far the database's clock was ahead, and when it was read. */
    private record Reading(Duration ahead, Instant at) {}

    Database(DataSource dataSource, @Nullable Clock testClock) {
        this.dataSource = dataSource;
        this.testClock = testClock;
    }

    /**
     * Runs work in a transaction of its own.
     *
     * @param what it does, for the exception
     * @throws OutboxException when it cannot be done
     */
    <T> T run(String what, Transaction.Work<T> work) {
        long end = System.nanoTime() + KEEP_TRYING.toNanos();
        for (int tries = 1; ; tries++) {
            boolean prepares = !unprepared;
            try {
                return once(work);
            } catch (SQLException e) {
                if (isAboutPrepared(e) && prepares) {
                    unprepared = true;
                } else if (!isLost(e) || System.nanoTime() > end) {
                    throw new OutboxException("the outbox's database cannot " + what + ": " + message(e), e);
                } else {
                    pause(tries);
                }
            }
        }
    }

    /** What the database said; the driver's own words on a batch quote every value in it. */
    static @Nullable String message(SQLException e) {
        SQLException next = e instanceof BatchUpdateException ? e.getNextException() : null;
        return (next == null ? e : next).getMessage();
    }

    private static void pause(int tries) {
        long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(tries, 8));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    }

    /** Whether another transaction was faster: a deadlock, a conflict, or the same new row. */
    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("40") || state.equals("23505") || state.equals("55P03"));
    }

    /** A prepared statement that is there already, is another, or is gone: a pooler has changed the connection behind this one. */
    private static boolean isAboutPrepared(SQLException e) {
        String state = e.getSQLState();
        return "26000".equals(state) || "42P05".equals(state) || "08P01".equals(state);
    }

    private <T> T once(Transaction.Work<T> work) throws SQLException {
        Connection connection = take();
        boolean intact = false;
        try {
            T result = within(connection, work);
            intact = true;
            return result;
        } finally {
            if (!intact) {
                discard(connection);
            }
            close(connection);
        }
    }

    private Connection take() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            // Pools tell in exceptions of their own that they are closed, or cannot begin.
            throw new SQLException("no connection: " + e.getClass().getName(), e);
        }
    }

    private <T> T within(Connection connection, Transaction.Work<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        int isolation = connection.getTransactionIsolation();
        int networkTimeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        if (!hasSchema) {
            ensureSchema(connection);
        }
        if (unprepared) {
            Pooler.stopPreparing(connection);
        }
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        connection.setAutoCommit(false);
        T result;
        try {
            plan(connection);
            result = work.in(new Transaction(connection, now(connection), wakes));
            connection.commit();
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
        connection.setAutoCommit(autoCommit);
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(isolation);
        }
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
        return result;
    }

    /**
     * Every statement has an index to go by. Else the plans that the server keeps are those for an empty table, which read all of
     * it, until somebody analyzes it; and a large one would have each statement compiled, which takes longer than it runs.
     */
    private static void plan(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")) {
            statement.executeQuery().close();
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A connection whose work failed is not used again: nobody knows what state it is in. */
    private static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (Throwable e) {
            LOG.atDebug().setCause(e).log("a connection cannot be aborted");
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (Throwable e) {
            LOG.atDebug().setCause(e).log("a connection cannot be closed");
        }
    }

    /** Makes the tables where they are missing. */
    void ensureReady() {
        if (!hasSchema) {
            run("make its tables", Transaction::now);
        }
    }

    private synchronized void ensureSchema(Connection connection) throws SQLException {
        if (!hasSchema) {
            connection.setAutoCommit(true);
            unprepared = unprepared || Pooler.isBefore(connection);
            Schema.ensure(connection);
            hasSchema = true;
        }
    }

    private Instant now(Connection connection) throws SQLException {
        if (testClock != null) {
            return RowColumns.micros(testClock.instant());
        }
        Reading last = reading;
        Instant here = steady.instant();
        if (last == null || here.isAfter(last.at().plus(READ_CLOCK_EVERY))) {
            try (var statement = connection.prepareStatement("select clock_timestamp()");
                    ResultSet result = statement.executeQuery()) {
                result.next();
                here = steady.instant();
                Instant there = result.getObject(1, OffsetDateTime.class).toInstant();
                last = new Reading(Duration.between(here, there), here);
                reading = last;
            }
        }
        return RowColumns.micros(here.plus(last.ahead()));
    }

    /** The database's time. */
    Instant now() {
        if (testClock != null) {
            return testClock.instant();
        }
        Reading last = reading;
        return last == null
                ? run("tell the time", Transaction::now)
                : steady.instant().plus(last.ahead());
    }
}
