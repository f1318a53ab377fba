package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.azuredevops.AmbientIdentity;
import io.commitstatus.azuredevops.AzureDevOpsPublisher;
import io.commitstatus.examples.receiver.SourceSettings.AzureIdentity;
import io.commitstatus.examples.receiver.kubernetes.ClusterServiceAccounts;
import io.commitstatus.spi.CommitStatusPublisher;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from, and what publishes it.
 *
 * @param configuration where it comes from
 * @param publishers those that are used beside, or in place of, the ones on the class path
 */
record Sources(ConfigurationSource configuration, List<CommitStatusPublisher> publishers) {

    /** As the settings have it. Asks nothing yet. */
    static Sources of(Settings settings) throws IOException {
        return settings.source().kubernetes()
                ? cluster(settings, new KubernetesClientBuilder().build())
                : directory(settings);
    }

    private static Sources directory(Settings settings) throws IOException {
        SourceSettings from = settings.source();
        List<CommitStatusPublisher> publishers = publishers(settings, null);
        return new Sources(new ConfigurationDirectory(from.config(), from.secrets(), reader(publishers)), publishers);
    }

    /** A cluster, by a client that is closed with it. */
    static Sources cluster(Settings settings, KubernetesClient client) throws IOException {
        SourceSettings from = settings.source();
        ClusterServiceAccounts accounts = from.serviceAccounts() ? new ClusterServiceAccounts(client) : null;
        List<CommitStatusPublisher> publishers = publishers(settings, accounts);
        return new Sources(new ClusterSource(client, from.namespaces(), reader(publishers)), publishers);
    }

    private static List<CommitStatusPublisher> publishers(Settings settings, @Nullable ClusterServiceAccounts accounts)
            throws IOException {
        List<CommitStatusPublisher> publishers = new ArrayList<>();
        if (settings.plugins().isPresent()) {
            publishers.addAll(Plugins.load(settings.plugins().get()));
        }
        List<AzureIdentity> identities = settings.source().azureIdentities();
        if (!identities.isEmpty() || accounts != null) {
            AmbientIdentity ambient = AmbientIdentity.none();
            ambient = identities.contains(AzureIdentity.WORKLOAD)
                    ? ambient.withWorkloadIdentity(System.getenv())
                    : ambient;
            ambient = identities.contains(AzureIdentity.MANAGED) ? ambient.withManagedIdentity() : ambient;
            ambient = accounts == null ? ambient : ambient.withServiceAccounts(accounts);
            publishers.add(new AzureDevOpsPublisher(ambient));
        }
        return publishers;
    }

    private static Supplier<ConfigurationReader> reader(List<CommitStatusPublisher> publishers) {
        return () -> {
            ConfigurationReader reader = Configuration.reader().lenient(true);
            publishers.forEach(reader::publisher);
            return reader;
        };
    }
}
