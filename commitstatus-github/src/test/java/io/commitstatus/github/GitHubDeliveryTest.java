package io.commitstatus.github;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Clock;

class GitHubDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInGitHub.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("github")
                .address("https://github.com/" + repository)
                .annotation(Provider.API_URL, standIn.apiUrl().toString());
    }
}
