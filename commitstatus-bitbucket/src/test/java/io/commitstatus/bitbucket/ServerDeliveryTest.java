package io.commitstatus.bitbucket;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;

class ServerDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInBitbucketServer.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("bitbucketserver")
                .address(((StandInBitbucketServer) standIn).address(repository));
    }

    @Override
    protected int steps() {
        return 600;
    }
}
