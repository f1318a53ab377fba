package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowLease;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.StatusCodec;
import io.commitstatus.outbox.Wanted;
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

/** A row as columns, and back. */
final class RowColumns {
    /** The format of the rows that this release writes, so that an older one leaves alone what a newer one has written. */
    static final int FORMAT = 2;

    private RowColumns() {}

    /** Sets the parameters that the insert and the update share, and then those of the insert. */
    static void bind(PreparedStatement statement, LeasedRow leased, Instant now, boolean insert) throws SQLException {
        Row row = leased.row();
        RowLease lease = leased.lease().orElse(null);
        Instant wakeAt = wakeAt(leased);
        boolean ready = wakeAt != null && !wakeAt.isAfter(now);
        int i = 0;
        statement.setInt(++i, FORMAT);
        statement.setString(++i, row.provider().toString());
        statement.setString(++i, row.provider().namespace());
        statement.setString(++i, row.id());
        statement.setString(++i, StatusCodec.write(row.status()));
        statement.setBoolean(++i, row.status().state().isTerminal());
        time(statement, ++i, row.eventTime());
        statement.setLong(++i, row.version());
        time(statement, ++i, row.acceptedAt());
        statement.setString(++i, row.state().name());
        text(statement, ++i, row.rejection().map(Rejection::name).orElse(null));
        statement.setString(++i, storable(row.reason()));
        statement.setInt(++i, row.attempts());
        Shown shown = row.shown();
        statement.setString(++i, letter(shown));
        text(statement, ++i, shown instanceof Shown.Exactly exactly ? StatusCodec.write(exactly.status()) : null);
        time(statement, ++i, shown instanceof Shown.Unknown unknown ? unknown.until() : null);
        time(statement, ++i, row.due().orElse(null));
        text(statement, ++i, lease == null ? null : lease.token());
        time(statement, ++i, lease == null ? null : lease.end());
        if (lease == null) {
            statement.setNull(++i, Types.BIGINT);
        } else {
            statement.setLong(++i, lease.version());
        }
        statement.setBoolean(++i, lease != null && lease.disturbed());
        time(statement, ++i, row.state() == RowState.WAITING ? row.acceptedAt() : leased.settledAt());
        statement.setBoolean(++i, leased.told());
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

    /** The row of the current one of a result; null when it is of another format or cannot be read. */
    static @Nullable LeasedRow read(ResultSet result) throws SQLException {
        if (result.getInt("format") != FORMAT) {
            return null;
        }
        try {
            return build(result);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static LeasedRow build(ResultSet result) throws SQLException {
        Wanted wanted = wanted(result);
        String rejection = result.getString("rejection");
        String token = result.getString("token");
        return LeasedRow.builder(wanted, instant(result, "accepted_at"))
                .eventTime(instant(result, "event_time"))
                .version(result.getLong("version"))
                .state(
                        RowState.valueOf(result.getString("state")),
                        rejection == null ? null : Rejection.valueOf(rejection),
                        result.getString("reason"))
                .attempts(result.getInt("attempts"))
                .shown(shown(result))
                .due(instantOrNull(result, "due"))
                .lease(
                        token == null
                                ? null
                                : new RowLease(
                                        token,
                                        instant(result, "lease_end"),
                                        result.getLong("lease_version"),
                                        result.getBoolean("disturbed")))
                .settledAt(instant(result, "since"))
                .told(result.getBoolean("told"))
                .build();
    }

    /** What is wanted, by the columns that rows and inbox share; without the time at which it happened. */
    static Wanted wanted(ResultSet result) throws SQLException {
        NamespacedName provider = NamespacedName.parse(result.getString("provider"));
        DeliveryKey key = new DeliveryKey(
                result.getString("type"),
                URI.create(result.getString("api")),
                provider.namespace(),
                result.getString("repository"),
                result.getString("commit_id"),
                result.getString("vendor_key"));
        return Wanted.of(result.getString("acceptance"), key, provider, StatusCodec.read(result.getString("status")));
    }

    static String letter(Shown shown) {
        return shown instanceof Shown.Exactly ? "E" : shown instanceof Shown.Unknown ? "U" : "N";
    }

    private static Shown shown(ResultSet result) throws SQLException {
        return switch (result.getString("shown")) {
            case "E" -> new Shown.Exactly(StatusCodec.read(result.getString("shown_status")));
            case "U" -> new Shown.Unknown(instant(result, "unknown_until"));
            case "N" -> Shown.nothing();
            default -> throw new IllegalArgumentException("what is shown is of another format");
        };
    }

    /** When it wants a claim: when it is due, and nobody holds it any more. */
    static @Nullable Instant wakeAt(LeasedRow leased) {
        Instant due = leased.row().due().orElse(null);
        Instant leaseEnd = leased.lease().map(RowLease::end).orElse(null);
        return due != null && leaseEnd != null && leaseEnd.isAfter(due) ? leaseEnd : due;
    }

    /** A database keeps microseconds; it must not be the one to round, or what is written is not what is read. */
    static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    static Instant instant(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet result, String column) throws SQLException {
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

    /** PostgreSQL has no room for the null character, which an answer may hold. */
    static String storable(String text) {
        return text.replace('\u0000', '\ufffd');
    }
}
