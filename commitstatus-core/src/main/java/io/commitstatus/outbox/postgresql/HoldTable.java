package io.commitstatus.outbox.postgresql;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The credentials on hold, within one transaction. */
final class HoldTable {
    private static final int KEY_BYTES = 32;

    private HoldTable() {}

    /** How much longer the credentials are held. */
    static Map<String, Duration> left(Transaction transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.HOLDS)) {
            RowColumns.time(statement, 1, transaction.now());
            Map<String, Duration> left = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    left.put(
                            result.getString("credential"),
                            Duration.between(transaction.now(), RowColumns.instant(result, "hold_end")));
                }
            }
            return left;
        }
    }

    /** Holds a credential, unless it is held for longer. */
    static int hold(Transaction transaction, String credential, Duration duration) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.HOLD)) {
            statement.setString(1, credential);
            RowColumns.time(statement, 2, transaction.now().plus(duration));
            return statement.executeUpdate();
        }
    }

    /** Forgets the holds that have ended. */
    static int forget(Transaction transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepare(Sql.FORGET_HOLDS)) {
            RowColumns.time(statement, 1, transaction.now());
            return statement.executeUpdate();
        }
    }

    /** The key of digests, which whoever comes first has made. */
    static byte[] key(Transaction transaction) throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement make = transaction.prepare(Sql.MAKE_KEY);
                PreparedStatement read = transaction.prepare(Sql.HAS_KEY)) {
            make.setBytes(1, fresh);
            make.executeUpdate();
            try (ResultSet result = read.executeQuery()) {
                result.next();
                return result.getBytes("hold_key");
            }
        }
    }
}
