package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.CommitStatusPublisher;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Runs in an execution of its own, on the module path. */
class ModulePathTest {

    @Test
    void theModulePathFindsGitLab() {
        Module core = CommitStatusPublisher.class.getModule();
        assertThat(core.getName()).isEqualTo("io.commitstatus.core");
        // Only this test asks in GitLab's name; the router asks in core's, which declares the use.
        getClass().getModule().addUses(CommitStatusPublisher.class);
        assertThat(ServiceLoader.load(core.getLayer(), CommitStatusPublisher.class))
                .filteredOn(it -> it.type().equals("gitlab"))
                .singleElement()
                .satisfies(it -> assertThat(it.getClass().getModule().getName()).isEqualTo("io.commitstatus.gitlab"));
    }
}
