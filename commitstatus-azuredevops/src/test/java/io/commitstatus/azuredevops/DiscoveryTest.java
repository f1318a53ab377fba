package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.CommitStatusPublisher;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void theClassPathFindsAzureDevOps() {
        assertThat(getClass().getModule().isNamed()).as("on the class path").isFalse();
        assertThat(ServiceLoader.load(CommitStatusPublisher.class))
                .hasAtLeastOneElementOfType(AzureDevOpsPublisher.class)
                .extracting(CommitStatusPublisher::type)
                .contains("azuredevops");
    }
}
