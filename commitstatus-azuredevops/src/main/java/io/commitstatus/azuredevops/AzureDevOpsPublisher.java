package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/** Posts commit statuses to Azure DevOps Services and Server, for Providers of the type {@code azuredevops}. */
public final class AzureDevOpsPublisher implements CommitStatusPublisher {

    /** For {@link java.util.ServiceLoader}. */
    public AzureDevOpsPublisher() {}

    @Override
    public String type() {
        return "azuredevops";
    }

    @Override
    public Destination destination(Provider provider) {
        return AzureDevOpsDestination.of(provider);
    }
}
