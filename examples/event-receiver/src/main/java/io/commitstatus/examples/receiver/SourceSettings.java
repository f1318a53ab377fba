package io.commitstatus.examples.receiver;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Where Providers, Alerts and Secrets come from. */
final class SourceSettings {
    @Option(
            names = "--kubernetes",
            description = "Watch Providers, Alerts and Secrets in the cluster, instead of --config and --secrets.")
    private boolean kubernetes;

    @Option(
            names = "--namespaces",
            paramLabel = "NAME",
            split = ",",
            description = "Which namespaces are watched. Default: all.")
    private List<String> namespaces = List.of();

    @Option(
            names = "--service-accounts",
            description =
                    "Support spec.serviceAccountName of Providers in the cluster, by TokenRequests. Whoever may write a"
                            + " Provider can then act as the service accounts of its namespace.")
    private boolean serviceAccounts;

    @Option(
            names = "--azure-identity",
            paramLabel = "KIND",
            split = ",",
            description = "Let Azure DevOps Providers whose Secret holds no credential use this process's identity, by"
                    + " ${COMPLETION-CANDIDATES}. Whoever may write a Provider can then use it, too.")
    private List<AzureIdentity> azureIdentities = List.of();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "/etc/commitstatus/config",
            description = "A directory with Providers and Alerts, watched. Default: ${DEFAULT-VALUE}.")
    private Path config = Path.of("");

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            defaultValue = "/etc/commitstatus/secrets",
            description = "A directory of NAMESPACE/NAME/KEY, each file one value. Default: ${DEFAULT-VALUE}.")
    private Path secrets = Path.of("");

    /** How this process signs in at Entra. */
    enum AzureIdentity {
        /** As AKS sets it up, by environment variables and a file. */
        WORKLOAD,
        /** The virtual machine's, from its metadata service. */
        MANAGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean kubernetes() {
        return kubernetes;
    }

    /** Empty for all. */
    List<String> namespaces() {
        return namespaces;
    }

    /** Counts with {@link #kubernetes} alone. */
    boolean serviceAccounts() {
        return serviceAccounts;
    }

    List<AzureIdentity> azureIdentities() {
        return azureIdentities;
    }

    Path config() {
        return config;
    }

    Path secrets() {
        return secrets;
    }
}
