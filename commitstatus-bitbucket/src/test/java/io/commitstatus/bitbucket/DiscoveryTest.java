package io.commitstatus.bitbucket;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theClassPathFindsBoth() {
        Discovery.onTheClassPath(BitbucketCloudPublisher.class, BitbucketServerPublisher.class);
    }
}
