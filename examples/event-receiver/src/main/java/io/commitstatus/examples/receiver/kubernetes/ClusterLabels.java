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
import java.util.regex.Pattern;

/**
 * Labels of the objects that events speak of, from the cluster, each remembered for ten seconds, a thousand at most. Needs the right to get the
 * kinds that Alerts with {@code matchLabels} listen to. While the API is away it throws, and the event is to come again.
 */
public final class ClusterLabels implements ObjectLabels {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MAX = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("/v[a-z0-9]+$");
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");

    private final KubernetesClient client;
    private final Clock clock;
    private final int max;
    private final Map<ObjectReference, Known> known = new LinkedHashMap<>();

    private record Known(Optional<Map<String, String>> labels, Instant until) {}

    /** Asks nothing yet. */
    public ClusterLabels(KubernetesClient client, Clock clock) {
        this(client, clock, MAX);
    }

    ClusterLabels(KubernetesClient client, Clock clock, int max) {
        this.client = client;
        this.clock = clock;
        this.max = max;
    }

    @Override
    public Optional<Map<String, String>> labels(ObjectReference object) {
        if (!isOfAnObject(object)) {
            return Optional.empty();
        }
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
            if (known.size() > max) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return labels;
    }

    /** An event may be anybody's, and what it names becomes a path of the API. */
    private static boolean isOfAnObject(ObjectReference object) {
        return NAME.matcher(object.group()).matches()
                && VERSION.matcher(object.apiVersion()).find()
                && KIND.matcher(object.kind()).matches()
                && NAME.matcher(object.namespace()).matches()
                && NAME.matcher(object.name()).matches();
    }

    private Optional<Map<String, String>> ask(ObjectReference object) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(object.group())
                .withVersion(object.apiVersion().substring(object.group().length() + 1))
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
