/** Commit statuses on Azure DevOps: the Provider type {@code azuredevops}. */
module io.commitstatus.azuredevops {
    requires transitive io.commitstatus.core;
    requires static org.jspecify;

    exports io.commitstatus.azuredevops;

    provides io.commitstatus.spi.CommitStatusPublisher with
            io.commitstatus.azuredevops.AzureDevOpsPublisher;
}
