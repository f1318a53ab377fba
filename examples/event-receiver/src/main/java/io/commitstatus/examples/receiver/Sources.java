package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.spi.CommitStatusPublisher;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.function.Supplier;

/** Chooses where the configuration comes from. */
final class Sources {
    private Sources() {}

    /**
     * Opens nothing yet.
     *
     * @param publishers all that there are; none for those on the class path
     */
    static ConfigurationSource of(Settings settings, List<CommitStatusPublisher> publishers) {
        Supplier<ConfigurationReader> reader = () -> {
            ConfigurationReader it = Configuration.reader().lenient(true);
            return publishers.isEmpty() ? it : it.publishers(publishers);
        };
        SourceSettings from = settings.source();
        return from.kubernetes()
                ? new ClusterSource(new KubernetesClientBuilder().build(), from.namespaces(), reader)
                : new ConfigurationDirectory(from.config(), from.secrets(), reader);
    }
}
