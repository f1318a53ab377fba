package io.commitstatus.azuredevops;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

/** Runs in an execution of its own, on the module path. */
class ModulePathTest {

    @Test
    void theModulePathFindsAzureDevOps() {
        Discovery.onTheModulePath("io.commitstatus.azuredevops", AzureDevOpsPublisher.class);
    }
}
