package io.commitstatus.gitlab;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theClassPathFindsGitLab() {
        Discovery.onTheClassPath(GitLabPublisher.class);
    }
}
