package io.commitstatus.examples.receiver;

import com.zaxxer.hikari.HikariDataSource;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The outbox, and what is to be closed after the router has closed it. */
record Store(Outbox outbox, Runnable closing) {
    private static final int MAX_KEYS = 100_000;
    private static final int CONNECTIONS = 16;

    static Store open(Settings settings) throws IOException {
        String where = settings.outbox();
        if (where.equals("memory")) {
            return new Store(MemoryOutbox.of(MAX_KEYS, Clock.systemUTC()), () -> {});
        }
        if (where.startsWith("jdbc:")) {
            HikariDataSource pool = pool(settings);
            return new Store(PostgresOutbox.using(pool), pool::close);
        }
        return new Store(FileOutbox.at(Path.of(where)), () -> {});
    }

    /** A database that is away now is no reason not to start: until it is there, events are refused with 503. */
    private static HikariDataSource pool(Settings settings) throws IOException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(settings.outbox());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(2_000); // less than the five seconds that the emitter waits
        pool.setInitializationFailTimeout(-1);
        if (!settings.databaseUser().isEmpty()) {
            pool.setUsername(settings.databaseUser());
        }
        Optional<Path> password = settings.databasePasswordFile();
        if (password.isPresent()) {
            pool.setPassword(
                    Files.readString(password.get(), StandardCharsets.UTF_8).strip());
        }
        return pool;
    }
}
