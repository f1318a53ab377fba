package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.RouterBuilder;
import io.commitstatus.examples.receiver.kubernetes.ClusterConfiguration;
import io.commitstatus.examples.receiver.kubernetes.ClusterLabels;
import io.commitstatus.examples.receiver.kubernetes.ClusterObjects;
import io.commitstatus.examples.receiver.kubernetes.ProblemEvents;
import io.commitstatus.model.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration on the cluster; its problems go back there. */
final class ClusterSource implements ConfigurationSource {
    private final KubernetesClient client;
    private final Supplier<ConfigurationReader> reader;
    private final ClusterConfiguration cluster;
    private final ProblemEvents events;
    private Consumer<Configuration> changed = it -> {};
    /** Of the version that was handed over last; used on the thread that hands it over. */
    private @Nullable ClusterObjects objects;

    ClusterSource(KubernetesClient client, List<String> namespaces, Supplier<ConfigurationReader> reader) {
        this.client = client;
        this.reader = reader;
        this.cluster = new ClusterConfiguration(client, namespaces, reader, this::changed);
        this.events = new ProblemEvents(client, Clock.systemUTC());
    }

    /** None: the API may be away for as long as it likes. */
    @Override
    public Configuration first() {
        return reader.get().parse("");
    }

    @Override
    public void prepare(RouterBuilder builder) {
        builder.objectLabels(new ClusterLabels(client, Clock.systemUTC()));
    }

    @Override
    public void start(Consumer<Configuration> changed) {
        this.changed = changed;
        cluster.start();
    }

    private void changed(ClusterObjects now) {
        objects = now;
        changed.accept(now.configuration());
    }

    @Override
    public Optional<String> missing() {
        return cluster.missing();
    }

    @Override
    public void problems(List<Problem> problems) {
        if (objects != null) {
            events.tell(objects, problems);
        }
    }

    @Override
    public void close() {
        cluster.close();
        events.close();
        client.close();
    }
}
