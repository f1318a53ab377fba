package io.commitstatus.examples.receiver.kubernetes;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Providers, Alerts and Secrets of a cluster as a {@link Configuration} that follows them: three informers, and one thread
 * that reads all of their objects anew when changes have come. It needs nothing of the API to start, and goes on trying.
 * Copy it into an operator, with {@link ClusterObjects}.
 *
 * <p>Rights: list and watch of the three kinds. Of Secrets only those that a Provider names are read on.
 */
public final class ClusterConfiguration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterConfiguration.class);
    private static final String GROUP = "notification.toolkit.fluxcd.io";
    private static final String VERSION = "v1beta3";
    /** Helm keeps each release in one, up to a MiB. */
    private static final String HELM_RELEASE = "helm.sh/release.v1";
    /** What is applied together comes together. */
    private static final long SETTLE_MILLIS = 50;

    private final KubernetesClient client;
    private final Supplier<ConfigurationReader> reader;
    private final Consumer<ClusterObjects> changed;
    private final List<SharedIndexInformer<GenericKubernetesResource>> documents = new ArrayList<>();
    private final List<SharedIndexInformer<Secret>> secrets = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cluster-configuration");
        made.setDaemon(true);
        return made;
    });
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean complete;
    private volatile String trouble = "";

    /**
     * Begins nothing yet.
     *
     * @param namespaces those that are watched; none for all
     * @param reader makes a reader, as each reading needs one; a lenient one, since others write these objects
     * @param changed hears each new version, on one thread; what it throws is logged
     */
    public ClusterConfiguration(
            KubernetesClient client,
            Collection<String> namespaces,
            Supplier<ConfigurationReader> reader,
            Consumer<ClusterObjects> changed) {
        this.client = client;
        this.reader = reader;
        this.changed = changed;
        Stream.of("Provider", "Alert")
                .map(kind -> client.genericKubernetesResources(context(kind)))
                .flatMap(it -> in(namespaces, it))
                .forEach(it -> documents.add(it.runnableInformer(0)));
        in(namespaces, client.secrets())
                .map(it -> it.withoutField("type", HELM_RELEASE))
                .forEach(it -> secrets.add(it.runnableInformer(0)));
    }

    /** Begins to watch, and returns at once, whether the API is there or not. */
    public void start() {
        documents.forEach(this::start);
        secrets.forEach(this::start);
    }

    /** {@return why there is no configuration yet; empty once there has been one} */
    public Optional<String> missing() {
        return complete
                ? Optional.empty()
                : Optional.of("the cluster has not told all Providers, Alerts and Secrets yet" + trouble);
    }

    @Override
    public void close() {
        documents.forEach(SharedIndexInformer::stop);
        secrets.forEach(SharedIndexInformer::stop);
        thread.shutdownNow();
    }

    private static ResourceDefinitionContext context(String kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withKind(kind)
                .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                .withNamespaced(true)
                .build();
    }

    private static <T, L, R extends Resource<T>> Stream<FilterWatchListDeletable<T, L, R>> in(
            Collection<String> namespaces, MixedOperation<T, L, R> all) {
        return namespaces.isEmpty()
                ? Stream.of(all.inAnyNamespace())
                : namespaces.stream().map(all::inNamespace);
    }

    private <T extends HasMetadata> void start(SharedIndexInformer<T> informer) {
        informer.exceptionHandler((isStarted, failure) -> {
                    told(failure);
                    return true;
                })
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(T object) {
                        soon();
                    }

                    @Override
                    public void onUpdate(T before, T now) {
                        soon();
                    }

                    @Override
                    public void onDelete(T object, boolean stateUnknown) {
                        soon();
                    }
                });
        informer.start().thenRun(this::soon);
    }

    private void told(Throwable failure) {
        String now = ": " + failure.getMessage();
        if (!now.equals(trouble)) {
            trouble = now;
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("the cluster's API cannot be watched now");
        }
    }

    private void soon() {
        if (scheduled.compareAndSet(false, true)) {
            Future<?> unused = thread.schedule(this::read, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void read() {
        scheduled.set(false);
        if (!Stream.concat(documents.stream(), secrets.stream()).allMatch(SharedIndexInformer::hasSynced)) {
            return; // the last one to be complete comes by again
        }
        try {
            changed.accept(ClusterObjects.read(
                    reader.get(),
                    client.getKubernetesSerialization(),
                    documents.stream().flatMap(it -> it.getStore().list().stream()),
                    secrets.stream().flatMap(it -> it.getStore().list().stream())));
            complete = true;
            trouble = "";
        } catch (RuntimeException e) {
            LOG.error("the configuration of the cluster could not be put in force", e);
        }
    }
}
