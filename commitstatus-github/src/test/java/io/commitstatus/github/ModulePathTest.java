package io.commitstatus.github;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

/** Runs in an execution of its own, on the module path. */
class ModulePathTest {

    @Test
    void theModulePathFindsGitHub() {
        Discovery.onTheModulePath("io.commitstatus.github", GitHubPublisher.class);
    }
}
