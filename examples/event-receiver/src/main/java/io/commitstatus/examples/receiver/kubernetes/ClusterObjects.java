package io.commitstatus.examples.receiver.kubernetes;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.model.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One version of a cluster's objects, and the configuration that they are. Immutable. */
public final class ClusterObjects {
    private static final List<String> REFERENCES = List.of("secretRef", "certSecretRef", "proxySecretRef");
    /** What a problem's source begins with: the object's place in the list that was read, or its name. */
    private static final Pattern SOURCE =
            Pattern.compile("(?:<objects>\\[[0-9]+\\]\\W*)?(Provider|Alert) ([^\\s)/]+/[^\\s):]+).*");

    private final Configuration configuration;
    private final Map<String, HasMetadata> byName;

    private ClusterObjects(Configuration configuration, Map<String, HasMetadata> byName) {
        this.configuration = configuration;
        this.byName = byName;
    }

    /** Reads Providers, Alerts, and of the Secrets those that a Provider names. What is being deleted is not there. */
    static ClusterObjects read(
            ConfigurationReader reader,
            KubernetesSerialization serialization,
            Stream<GenericKubernetesResource> documents,
            Stream<Secret> secrets) {
        Map<String, HasMetadata> byName = new HashMap<>();
        List<Map<String, ?>> objects = new ArrayList<>();
        Set<String> named = new HashSet<>();
        documents
                .filter(it -> !it.isMarkedForDeletion())
                .sorted(Comparator.comparing(ClusterObjects::name))
                .forEach(it -> {
                    byName.put(it.getKind() + " " + name(it), it);
                    objects.add(map(serialization, it));
                    REFERENCES.forEach(ref -> secret(it, ref).ifPresent(named::add));
                });
        secrets.filter(it -> !it.isMarkedForDeletion() && named.contains(name(it)))
                .forEach(it -> objects.add(map(serialization, it)));
        return new ClusterObjects(reader.objects(objects), byName);
    }

    /** {@return the configuration} */
    public Configuration configuration() {
        return configuration;
    }

    /** {@return the object that a problem is about; empty where it is about none, or not about one of these} */
    public Optional<HasMetadata> about(Problem problem) {
        Matcher source = SOURCE.matcher(problem.source());
        return source.matches()
                ? Optional.ofNullable(byName.get(source.group(1) + " " + source.group(2)))
                : Optional.empty();
    }

    private static Optional<String> secret(GenericKubernetesResource provider, String reference) {
        Object name = provider.get("spec", reference, "name");
        return name instanceof String it
                ? Optional.of(provider.getMetadata().getNamespace() + "/" + it)
                : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> map(KubernetesSerialization serialization, HasMetadata object) {
        return serialization.convertValue(object, Map.class);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
