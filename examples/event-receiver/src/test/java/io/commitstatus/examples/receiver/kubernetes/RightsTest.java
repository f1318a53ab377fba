package io.commitstatus.examples.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The rights that the manifests give are those that the requests need: all of them, and no other. */
class RightsTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final String BROKEN = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata: {name: broken, namespace: shop}
            spec: {type: github, address: 'https://github.com/org'}
            """;
    /** All that an Alert can listen to. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "kustomize", List.of("Kustomization"),
            "helm", List.of("HelmRelease"),
            "source", List.of("GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart"),
            "image", List.of("ImageRepository", "ImagePolicy", "ImageUpdateAutomation"));

    @Test
    void theRoleIsWhatTheRequestsNeed() throws Exception {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient()) {
            cluster.apply(BROKEN, MockCluster.PROVIDER_UID);
            tellProblem(client, cluster);
            ClusterLabels labels = new ClusterLabels(client, Clock.systemUTC());
            KINDS.forEach((group, kinds) -> kinds.forEach(kind ->
                    labels.labels(new ObjectReference(group + ".toolkit.fluxcd.io/v1", kind, "shop", "it", ""))));

            assertThat(cluster.rights()).isEqualTo(granted("rbac.yaml"));
        }
    }

    @Test
    void theRoleForServiceAccountsIsWhatTheirTokensNeed() throws Exception {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient()) {
            String token = new ClusterServiceAccounts(client)
                    .token(new NamespacedName("shop", "deployer"), "api://AzureADTokenExchange");

            assertThat(token).isEqualTo("a-jwt");
            assertThat(cluster.asked()).singleElement().satisfies(it -> {
                assertThat(it.getPath()).isEqualTo("/api/v1/namespaces/shop/serviceaccounts/deployer/token");
                assertThat(it.getUtf8Body()).contains("[\"api://AzureADTokenExchange\"]", "600");
            });
            assertThat(cluster.rights()).isEqualTo(granted("service-accounts/rbac.yaml"));
        }
    }

    private static void tellProblem(KubernetesClient client, MockCluster cluster) throws Exception {
        CompletableFuture<ClusterObjects> read = new CompletableFuture<>();
        try (ClusterConfiguration configuration = new ClusterConfiguration(
                        client, List.of(), () -> Configuration.reader().lenient(true), read::complete);
                ProblemEvents events = new ProblemEvents(client, Clock.systemUTC())) {
            configuration.start();
            ClusterObjects objects = read.get(30, TimeUnit.SECONDS);
            List<Problem> problems = objects.configuration().problems();
            assertThat(problems).isNotEmpty();
            events.tell(objects, problems);
            cluster.awaitRight("create events");
            cluster.awaitWatches();
        }
    }

    private static Set<String> granted(String file) throws Exception {
        Set<String> granted = new TreeSet<>();
        KubernetesSerialization yaml = new KubernetesSerialization();
        for (String document : Files.readString(DEPLOY.resolve(file)).split("---\n", -1)) {
            Map<?, ?> object = yaml.unmarshal(document, Map.class);
            if ("ClusterRole".equals(object.get("kind"))) {
                list(object, "rules").forEach(rule -> add((Map<?, ?>) rule, granted));
            }
        }
        return granted;
    }

    private static void add(Map<?, ?> rule, Set<String> granted) {
        for (Object group : list(rule, "apiGroups")) {
            for (Object resource : list(rule, "resources")) {
                list(rule, "verbs")
                        .forEach(verb -> granted.add(verb + " " + resource + (group.equals("") ? "" : "." + group)));
            }
        }
    }

    private static List<?> list(Map<?, ?> object, String name) {
        return (List<?>) Objects.requireNonNull(object.get(name), name);
    }
}
