package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.azuredevops.AmbientIdentity;
import io.commitstatus.azuredevops.AzureDevOpsPublisher;
import io.commitstatus.examples.receiver.kubernetes.ClusterServiceAccounts;
import io.commitstatus.spi.CommitStatusPublisher;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
        List<CommitStatusPublisher> publishers = plugins(settings);
        return new Sources(new ConfigurationDirectory(from.config(), from.secrets(), reader(publishers)), publishers);
    }

    /** A cluster, by a client that is closed with it. */
    static Sources cluster(Settings settings, KubernetesClient client) throws IOException {
        SourceSettings from = settings.source();
        List<CommitStatusPublisher> publishers = new ArrayList<>(plugins(settings));
        if (from.serviceAccounts()) {
            publishers.add(new AzureDevOpsPublisher(
                    AmbientIdentity.none().withServiceAccounts(new ClusterServiceAccounts(client))));
        }
        return new Sources(new ClusterSource(client, from.namespaces(), reader(publishers)), publishers);
    }

    private static List<CommitStatusPublisher> plugins(Settings settings) throws IOException {
        return settings.plugins().isPresent() ? Plugins.load(settings.plugins().get()) : List.of();
    }

    private static Supplier<ConfigurationReader> reader(List<CommitStatusPublisher> publishers) {
        return () -> {
            ConfigurationReader reader = Configuration.reader().lenient(true);
            publishers.forEach(reader::publisher);
            return reader;
        };
    }
}
