package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.PublishResult.Rejection;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A register as columns, and back. */
final class RowColumns {
    /** What changes; the order is that of {@link #bind}. */
    private static final String CHANGING = "format, provider, acceptance, status, terminal, event_time, version,"
            + " accepted_at, state, rejection, reason, attempts, delivered, doubt, due, token, lease_end,"
            + " claimed_version, disturbed, since, lane, ready, wake_at";

    private static final String FIXED = "type, api, repository, commit_id, vendor_key";

    static final String ALL = CHANGING + ", hash, " + FIXED;
    static final String INSERT =
            "insert into commitstatus_rows (" + ALL + ") values (" + "?, ".repeat(ALL.split(", ").length - 1) + "?)";
    static final String UPDATE =
            "update commitstatus_rows set " + CHANGING.replace(",", " = ?,") + " = ? where hash = ?";

    private RowColumns() {}

    /** Sets the parameters that {@link #INSERT} and {@link #UPDATE} share, and then those of the insert. */
    static void bind(PreparedStatement statement, Register register, Instant now, boolean insert) throws SQLException {
        Row row = register.row();
        Instant wakeAt = wakeAt(register);
        boolean ready = wakeAt != null && !wakeAt.isAfter(now);
        int i = 0;
        statement.setInt(++i, Schema.FORMAT);
        statement.setString(++i, row.provider().toString());
        statement.setString(++i, row.id());
        statement.setString(++i, StatusText.write(row.status()));
        statement.setBoolean(++i, row.status().state().isTerminal());
        time(statement, ++i, row.eventTime());
        statement.setLong(++i, row.version());
        time(statement, ++i, row.acceptedAt());
        statement.setString(++i, row.state().name());
        text(statement, ++i, row.rejection() == null ? null : row.rejection().name());
        statement.setString(++i, storable(row.reason()));
        statement.setInt(++i, row.attempts());
        text(statement, ++i, row.delivered() == null ? null : StatusText.write(row.delivered()));
        statement.setBoolean(++i, row.doubt());
        time(statement, ++i, row.due());
        text(statement, ++i, register.token());
        time(statement, ++i, register.leaseEnd());
        statement.setLong(++i, register.claimedVersion());
        statement.setBoolean(++i, register.disturbed());
        time(statement, ++i, row.state() == State.WAITING ? row.acceptedAt() : register.settledAt());
        statement.setString(++i, Digest.lane(row.provider(), row.key().repository()));
        statement.setBoolean(++i, ready);
        time(statement, ++i, ready ? null : wakeAt);
        DeliveryKey key = row.key();
        statement.setString(++i, Digest.of(key));
        if (insert) {
            statement.setString(++i, key.type());
            statement.setString(++i, key.api().toString());
            statement.setString(++i, key.repository());
            statement.setString(++i, key.commit());
            statement.setString(++i, key.key());
        }
    }

    /** The register of the current row of a result of {@link #ALL}. */
    static Register read(ResultSet result) throws SQLException {
        DeliveryKey key = new DeliveryKey(
                result.getString("type"),
                URI.create(result.getString("api")),
                result.getString("repository"),
                result.getString("commit_id"),
                result.getString("vendor_key"));
        int format = result.getInt("format");
        if (format != Schema.FORMAT) {
            throw new SQLException("the row of " + key + " has format " + format + ", and this release knows "
                    + Schema.FORMAT + "; update this one");
        }
        String rejection = result.getString("rejection");
        CommitStatus wanted = StatusText.read(result.getString("status"));
        String delivered = result.getString("delivered");
        Row row = new Row(
                key,
                result.getString("acceptance"),
                NamespacedName.parse(result.getString("provider")),
                wanted,
                instant(result, "event_time"),
                result.getLong("version"),
                instant(result, "accepted_at"),
                State.valueOf(result.getString("state")),
                rejection == null ? null : Rejection.valueOf(rejection),
                result.getString("reason"),
                result.getInt("attempts"),
                delivered == null ? null : StatusText.read(delivered),
                result.getBoolean("doubt"),
                instantOrNull(result, "due"));
        return new Register(
                row,
                result.getString("token"),
                instantOrNull(result, "lease_end"),
                result.getLong("claimed_version"),
                result.getBoolean("disturbed"),
                instant(result, "since"));
    }

    /** When it wants a claim: when it is due, and nobody holds it any more. */
    private static @Nullable Instant wakeAt(Register register) {
        Instant due = register.row().due();
        Instant leaseEnd = register.leaseEnd();
        return due != null && leaseEnd != null && leaseEnd.isAfter(due) ? leaseEnd : due;
    }

    /** A database keeps microseconds; it must not be the one to round, or what is written is not what is read. */
    static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    static Instant instant(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet result, String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static void time(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, micros(time).atOffset(ZoneOffset.UTC));
        }
    }

    private static void text(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    /** PostgreSQL has no room for the null character, which a vendor's answer may hold. */
    private static String storable(String text) {
        return text.replace('\u0000', '\ufffd');
    }
}
