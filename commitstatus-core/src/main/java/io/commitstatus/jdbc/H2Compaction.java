package io.commitstatus.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings together what is left in an H2 file of many commits. Each commit writes its pages to a stretch of their own, which
 * is free again when the last of them has been replaced: without this, some 30 KB stay behind for each new row. H2 does it
 * itself in a thread of its own, but only where a commit need not be in the file when it returns; so that thread gets a moment in
 * which nobody commits.
 */
final class H2Compaction {
    /** H2's thread stops at this itself, when the file changes little. */
    private static final int ENOUGH_PERCENT = 60;

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final String PERCENT_IN_USE =
            "select setting_value from information_schema.settings where setting_name = 'info.CHUNKS_FILL_RATE_RW'";

    private H2Compaction() {}

    /** Whether much of what could be written anew by now is no longer used. */
    static boolean isDue(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(PERCENT_IN_USE)) {
            return result.next() && Integer.parseInt(result.getString(1)) < ENOUGH_PERCENT;
        }
    }

    /** Nobody else may commit meanwhile: it would not be in the file when the commit returns. */
    static void run(Connection connection) throws SQLException {
        // H2 takes an interrupt for the end of its own waiting.
        boolean interrupted = Thread.interrupted();
        try (Statement statement = connection.createStatement()) {
            // Its thread wakes up every 10 milliseconds then.
            statement.execute("set write_delay 30");
            long end = System.nanoTime() + MOMENT.toNanos();
            for (long left = MOMENT.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
                interrupted |= Thread.interrupted();
            }
            statement.execute("set write_delay 0");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
