package io.commitstatus.azuredevops;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theClassPathFindsAzureDevOps() {
        Discovery.onTheClassPath(AzureDevOpsPublisher.class);
    }
}
