package io.commitstatus.github.delivery;

import io.commitstatus.jdbc.JdbcOutbox;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.MovableClock;
import io.commitstatus.spi.Outbox;
import io.commitstatus.testing.DeliveryContract;
import io.commitstatus.testing.StandIn;
import io.commitstatus.testing.StandInGitHub;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

/** The same on a durable outbox, with routers that are closed in the midst of it and started again. */
class H2DeliveryTest extends DeliveryContract {

    @TempDir
    Path dir;

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInGitHub.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system", name, "github")
                .address("https://github.com/" + repository)
                .annotation(Provider.API_URL, standIn.apiUrl().toString());
    }

    @Override
    protected int steps() {
        return 800;
    }

    @Override
    protected Outbox openOutbox(Clock clock) {
        return JdbcOutbox.h2(dir.resolve("outbox"), (MovableClock) clock);
    }
}
