package io.commitstatus.bitbucket;

import io.commitstatus.model.Provider;
import io.commitstatus.testing.DeliveryContract;
import io.commitstatus.testing.StandIn;
import io.commitstatus.testing.StandInBitbucketServer;
import java.time.Clock;

class ServerDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInBitbucketServer.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system", name, "bitbucketserver")
                .address(((StandInBitbucketServer) standIn).address(repository));
    }

    @Override
    protected int steps() {
        return 600;
    }
}
