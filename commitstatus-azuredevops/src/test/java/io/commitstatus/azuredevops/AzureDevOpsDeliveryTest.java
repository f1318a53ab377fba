package io.commitstatus.azuredevops;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.util.List;
import java.util.Map;

class AzureDevOpsDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInAzureDevOps.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("azuredevops")
                .address(((StandInAzureDevOps) standIn).address(repository));
    }

    @Override
    protected List<Fault> faults() {
        Map<String, String> page = Map.of("Content-Type", "text/html");
        return List.of(
                Fault.answer(203, page, "<html>Sign in</html>"), Fault.answer(302, page, "<html>Sign in</html>"));
    }

    @Override
    protected int steps() {
        return 600;
    }
}
