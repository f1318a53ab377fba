package com.example.forge.gitea;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;

class GiteaDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInGitea.start();
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name).type("gitea").address(standIn.url() + "/" + repository);
    }

    @Override
    protected int steps() {
        return 600;
    }
}
