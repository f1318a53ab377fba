package io.commitstatus.jdbc;

import io.commitstatus.model.NamespacedName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The Providers on hold, within one transaction. */
final class HoldTable {
    private static final String RUNNING = "select provider, hold_end from commitstatus_holds where hold_end > ?";
    private static final String LONGER =
            "update commitstatus_holds set hold_end = ? where provider = ? and hold_end < ?";
    private static final String ANY = "select 1 from commitstatus_holds where provider = ?";
    private static final String INSERT = "insert into commitstatus_holds (hold_end, provider) values (?, ?)";
    private static final String FORGET = "delete from commitstatus_holds where hold_end <= ?";

    private final Transaction transaction;

    HoldTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** How long the Providers are held still. */
    Map<NamespacedName, Duration> left() throws SQLException {
        try (PreparedStatement statement = transaction.prepare(RUNNING)) {
            RowColumns.time(statement, 1, transaction.now());
            Map<NamespacedName, Duration> left = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Instant end = RowColumns.instant(result, "hold_end");
                    left.put(
                            NamespacedName.parse(result.getString("provider")),
                            Duration.between(transaction.now(), end));
                }
            }
            return left;
        }
    }

    /** Holds a Provider for so long, unless it is held for longer. */
    boolean hold(NamespacedName provider, Duration duration) throws SQLException {
        Instant end = transaction.now().plus(duration);
        try (PreparedStatement update = transaction.prepare(LONGER);
                PreparedStatement any = transaction.prepare(ANY);
                PreparedStatement insert = transaction.prepare(INSERT)) {
            RowColumns.time(update, 1, end);
            update.setString(2, provider.toString());
            RowColumns.time(update, 3, end);
            if (update.executeUpdate() == 1) {
                return true;
            }
            any.setString(1, provider.toString());
            try (ResultSet result = any.executeQuery()) {
                if (result.next()) {
                    return false;
                }
            }
            RowColumns.time(insert, 1, end);
            insert.setString(2, provider.toString());
            return insert.executeUpdate() == 1;
        }
    }

    /** Forgets the holds that have ended. */
    int forget() throws SQLException {
        try (PreparedStatement statement = transaction.prepare(FORGET)) {
            RowColumns.time(statement, 1, transaction.now());
            return statement.executeUpdate();
        }
    }
}
