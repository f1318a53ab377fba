package io.commitstatus.examples.receiver.kubernetes;

import io.commitstatus.model.ObjectReference;
import io.commitstatus.policy.ObjectLabels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Labels of the objects that events speak of, from the cluster, each remembered for ten seconds. Needs the right to get the
 * kinds that Alerts with {@code matchLabels} listen to. While the API is away it throws, and the event is to come again.
 */
public final class ClusterLabels implements ObjectLabels {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MAX = 1000;

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<ObjectReference, Known> known = new LinkedHashMap<>();

    private record Known(Optional<Map<String, String>> labels, Instant until) {}

    /** Asks nothing yet. */
    public ClusterLabels(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Optional<Map<String, String>> labels(ObjectReference object) {
        Instant now = clock.instant();
        synchronized (known) {
            Known it = known.get(object);
            if (it != null && now.isBefore(it.until())) {
                return it.labels();
            }
        }
        Optional<Map<String, String>> labels = ask(object);
        synchronized (known) {
            known.remove(object);
            known.put(object, new Known(labels, now.plus(REMEMBERED)));
            if (known.size() > MAX) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return labels;
    }

    private Optional<Map<String, String>> ask(ObjectReference object) {
        int slash = object.apiVersion().indexOf('/');
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(object.apiVersion().substring(0, Math.max(0, slash)))
                .withVersion(object.apiVersion().substring(slash + 1))
                .withKind(object.kind())
                .withPlural(plural(object.kind().toLowerCase(Locale.ROOT)))
                .withNamespaced(true)
                .build();
        GenericKubernetesResource found = client.genericKubernetesResources(context)
                .inNamespace(object.namespace())
                .withName(object.name())
                .get();
        return Optional.ofNullable(found)
                .map(it -> it.getMetadata().getLabels() == null
                        ? Map.of()
                        : Map.copyOf(it.getMetadata().getLabels()));
    }

    /** As all of Flux's kinds form it: gitrepositories, imagepolicies, kustomizations. */
    private static String plural(String kind) {
        return kind.endsWith("y") ? kind.substring(0, kind.length() - 1) + "ies" : kind + "s";
    }
}
