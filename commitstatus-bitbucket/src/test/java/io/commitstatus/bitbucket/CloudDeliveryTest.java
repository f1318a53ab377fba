package io.commitstatus.bitbucket;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.util.Map;

class CloudDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInBitbucket.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("bitbucket")
                .address(((StandInBitbucket) standIn).address(repository))
                .annotation(Provider.API_URL, standIn.apiUrl().toString());
    }

    /** Tokens of one account: another account may not overwrite what it has posted. */
    @Override
    protected Secret secret(NamespacedName name, String token) {
        return Secret.of(name, Map.of("token", "dev@example.com:" + token));
    }

    @Override
    protected int steps() {
        return 600;
    }
}
