package io.commitstatus.github;

import io.commitstatus.model.Provider;
import io.commitstatus.testing.DeliveryContract;
import io.commitstatus.testing.StandIn;
import io.commitstatus.testing.StandInGitHub;
import java.time.Clock;

class GitHubDeliveryTest extends DeliveryContract {

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
}
