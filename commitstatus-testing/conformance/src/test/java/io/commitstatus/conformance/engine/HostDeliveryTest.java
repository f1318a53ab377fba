package io.commitstatus.conformance.engine;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.util.Optional;

/** The random run on a Git host without peculiarities. */
class HostDeliveryTest extends DeliveryContract {
    @Override
    protected int steps() {
        return 10_000;
    }

    @Override
    protected StandIn startStandIn(Clock clock) {
        return Host.start();
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name).type("host").address(standIn.url() + "/" + repository);
    }

    @Override
    protected Optional<CommitStatusPublisher> publisher() {
        return Optional.of(new HostPublisher());
    }
}
