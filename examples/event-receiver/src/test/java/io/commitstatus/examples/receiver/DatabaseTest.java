package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox in a PostgreSQL. */
class DatabaseTest {
    @TempDir
    Path dir;

    @Test
    void anEventGoesThroughPostgres() throws Exception {
        Files.writeString(dir.resolve("password"), "postgres\n");
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
                Fixture it = Fixture.stored(
                        dir,
                        "--outbox=jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                        "--database-user=postgres",
                        "--database-password-file=" + dir.resolve("password"))) {
            assertThat(it.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode()).isEqualTo(202);
            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
        }
    }

    @Test
    void whileTheDatabaseIsAwayEventsAreRefused() throws Exception {
        try (Fixture it = Fixture.stored(dir, "--outbox=jdbc:postgresql://127.0.0.1:1/postgres?connectTimeout=1")) {
            Fixture.until("the outage is noticed", () -> status(it, "/readyz") == 503);
            assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode()).isEqualTo(503);
            assertThat(it.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    private static int status(Fixture receiver, String path) {
        try {
            return receiver.get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
