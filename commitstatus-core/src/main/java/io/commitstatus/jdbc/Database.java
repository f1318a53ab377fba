package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.SteadyClock;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.MovableClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions: on a connection for each, by the database's time, and again when one lost to another. Thread-safe. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRIES = 10;
    /** The last resort when a network swallows answers: longer than a statement may take by itself. */
    private static final int NETWORK_MILLIS = 30_000;

    private final Connections connections;
    private final boolean ours;
    private final @Nullable MovableClock testClock;
    private final Clock steady = SteadyClock.of(Clock.systemUTC());
    /** How far the database's clock was ahead when it was last asked; null before. */
    private volatile @Nullable Duration ahead;

    private volatile boolean hasSchema;

    /**
     * @param ours whether nobody else works on it, so that a lease that is found there is a dead process's
     */
    Database(Connections connections, boolean ours, @Nullable MovableClock testClock) {
        this.connections = connections;
        this.ours = ours;
        this.testClock = testClock;
    }

    /**
     * Runs work in a transaction of its own.
     *
     * @param what it does, for the exception
     * @throws OutboxException when it cannot be done
     */
    <T> T run(String what, Transaction.Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (tries == TRIES || !lost(e)) {
                    throw new OutboxException("the outbox's database cannot " + what + ": " + e.getMessage(), e);
                }
            }
        }
    }

    /** Whether another transaction was faster: a deadlock, a conflict, or the same new row. */
    private static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("40") || state.equals("23505") || state.equals("90131"));
    }

    private <T> T once(Transaction.Work<T> work) throws SQLException {
        Connection connection = connections.take();
        boolean intact = false;
        try {
            boolean autoCommit = connection.getAutoCommit();
            int networkTimeout = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
            try {
                if (!hasSchema) {
                    ensureSchema(connection);
                }
                connection.setAutoCommit(false);
                T result = work.in(new Transaction(connection, ask(connection), connections.patience()));
                connection.commit();
                intact = true;
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            } finally {
                intact &= restore(connection, autoCommit, networkTimeout);
            }
        } finally {
            giveBack(connection, intact);
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** What goes wrong from here on is the connection's trouble: the transaction has ended, one way or the other. */
    private static boolean restore(Connection connection, boolean autoCommit, int networkTimeout) {
        try {
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
            return true;
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a connection cannot be restored");
            return false;
        }
    }

    private void giveBack(Connection connection, boolean intact) {
        try {
            connections.give(connection, intact);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a connection cannot be given back");
        }
    }

    private synchronized void ensureSchema(Connection connection) throws SQLException {
        if (!hasSchema) {
            connection.setAutoCommit(true);
            Schema.ensure(connection);
            if (ours) {
                Schema.endLeases(connection);
            }
            hasSchema = true;
        }
    }

    private Instant ask(Connection connection) throws SQLException {
        if (testClock != null) {
            return RowColumns.micros(testClock.instant());
        }
        try (var statement = connection.prepareStatement("select current_timestamp");
                ResultSet result = statement.executeQuery()) {
            result.next();
            Instant now =
                    RowColumns.micros(result.getObject(1, OffsetDateTime.class).toInstant());
            ahead = Duration.between(steady.instant(), now);
            return now;
        }
    }

    /** The database's time, by the difference to this process's own when it was last asked. */
    Instant now() {
        if (testClock != null) {
            return testClock.instant();
        }
        Duration known = ahead;
        return known == null
                ? run("tell the time", Transaction::now)
                : steady.instant().plus(known);
    }

    /** @throws OutboxException when it cannot be done */
    void tidy() {
        try {
            connections.tidy();
        } catch (SQLException e) {
            throw new OutboxException("the outbox's database cannot be tidied: " + e.getMessage(), e);
        }
    }

    void close() {
        connections.close();
    }
}
