package io.commitstatus.bitbucket;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

/** Runs in an execution of its own, on the module path. */
class ModulePathTest {

    @Test
    void theModulePathFindsBoth() {
        Discovery.onTheModulePath(
                "io.commitstatus.bitbucket", BitbucketCloudPublisher.class, BitbucketServerPublisher.class);
    }
}
