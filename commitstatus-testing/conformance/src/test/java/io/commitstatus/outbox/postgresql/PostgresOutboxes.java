package io.commitstatus.outbox.postgresql;

import java.time.Clock;
import javax.sql.DataSource;

/** Opens databases by a clock that a test moves. */
public final class PostgresOutboxes {
    private PostgresOutboxes() {}

    /** Opens a database. */
    public static PostgresOutbox open(DataSource dataSource, Clock clock) {
        return new PostgresOutbox(dataSource, clock);
    }
}
