package io.commitstatus.gitlab;

import io.commitstatus.conformance.answers.Discovery;
import org.junit.jupiter.api.Test;

/** Runs in an execution of its own, on the module path. */
class ModulePathTest {

    @Test
    void theModulePathFindsGitLab() {
        Discovery.onTheModulePath("io.commitstatus.gitlab", GitLabPublisher.class);
    }
}
