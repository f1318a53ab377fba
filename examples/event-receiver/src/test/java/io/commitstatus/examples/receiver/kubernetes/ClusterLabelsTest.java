package io.commitstatus.examples.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.ObjectReference;
import io.commitstatus.testing.ManualClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels of objects. */
class ClusterLabelsTest {
    private static final String KUSTOMIZATION = """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: shop, labels: {team: %s}}
            """;
    private static final int MAX = 3;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    private static ObjectReference named(String name) {
        return new ObjectReference("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "shop", name, "");
    }

    @Test
    void theyAreRememberedForTenSeconds() {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient()) {
            ClusterLabels labels = new ClusterLabels(client, clock, MAX);
            cluster.apply(KUSTOMIZATION.formatted("shop"), MockCluster.PROVIDER_UID);
            assertThat(labels.labels(named("apps"))).contains(Map.of("team", "shop"));

            cluster.apply(KUSTOMIZATION.formatted("infra"), MockCluster.PROVIDER_UID);
            clock.advance(Duration.ofSeconds(9));
            assertThat(labels.labels(named("apps"))).contains(Map.of("team", "shop"));
            assertThat(cluster.asked()).hasSize(1);

            clock.advance(Duration.ofSeconds(1));
            assertThat(labels.labels(named("apps"))).contains(Map.of("team", "infra"));
            assertThat(cluster.asked()).hasSize(2);
        }
    }

    @Test
    void whatIsNotThereIsRememberedTooAndTheOldestMakesRoom() {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient()) {
            ClusterLabels labels = new ClusterLabels(client, clock, MAX);
            for (int i = 0; i <= MAX; i++) {
                assertThat(labels.labels(named("app-" + i))).isEmpty();
            }
            assertThat(cluster.asked()).hasSize(MAX + 1);

            labels.labels(named("app-" + MAX));
            assertThat(cluster.asked()).hasSize(MAX + 1);
            labels.labels(named("app-0"));
            assertThat(cluster.asked()).hasSize(MAX + 2);
        }
    }

    @Test
    void whatIsNoNameIsNotAskedFor() {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient()) {
            ClusterLabels labels = new ClusterLabels(client, clock, MAX);
            for (String name : new String[] {"", ".", "..", "../../../secrets/a", "a/b", "a?b", "a%2fb"}) {
                assertThat(labels.labels(named(name))).isEmpty();
                assertThat(labels.labels(new ObjectReference("kustomize.toolkit.fluxcd.io/v1", name, "shop", "a", "")))
                        .isEmpty();
                assertThat(labels.labels(new ObjectReference("g/v1", "Kustomization", name, "a", "")))
                        .isEmpty();
                assertThat(labels.labels(new ObjectReference(name + "/v1", "Kustomization", "shop", "a", "")))
                        .isEmpty();
            }
            assertThat(cluster.asked()).isEmpty();
        }
    }

    @Test
    void whileTheApiIsAwayNothingIsMadeUp() {
        MockCluster cluster = MockCluster.start();
        try (KubernetesClient client = cluster.receiversClient()) {
            cluster.close();
            ClusterLabels labels = new ClusterLabels(client, clock, MAX);
            assertThatThrownBy(() -> labels.labels(named("apps"))).isInstanceOf(KubernetesClientException.class);
        }
    }
}
