package io.commitstatus.github;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theClassPathFindsGitHub() {
        Discovery.onTheClassPath(GitHubPublisher.class);
    }
}
