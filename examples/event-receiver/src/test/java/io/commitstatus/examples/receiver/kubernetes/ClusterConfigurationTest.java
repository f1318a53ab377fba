package io.commitstatus.examples.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How soon a change is known. */
class ClusterConfigurationTest {
    private static final String PROVIDER = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata: {name: it, namespace: shop}
            spec: {type: github, address: 'https://github.com/org/%s', secretRef: {name: token}}
            """;
    private static final int CHANGES = 5;

    private final BlockingQueue<ClusterObjects> versions = new LinkedBlockingQueue<>();

    /** The median of some, for a machine that is busy with other things. */
    @Test
    void aChangeIsKnownWithinASecond() throws Exception {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient();
                ClusterConfiguration configuration = configuration(client)) {
            configuration.start();
            until("");
            cluster.awaitWatches();
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                cluster.apply(PROVIDER.formatted("repo" + i), MockCluster.PROVIDER_UID);
                long applied = System.nanoTime();
                until("https://github.com/org/repo" + i);
                took.add(Duration.ofNanos(System.nanoTime() - applied));
            }

            assertThat(took.stream().sorted().toList().get(CHANGES / 2)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void changesWithoutEndAreKnownMeanwhile() throws Exception {
        try (MockCluster cluster = MockCluster.start();
                KubernetesClient client = cluster.receiversClient();
                ClusterConfiguration configuration = configuration(client)) {
            configuration.start();
            until("");
            cluster.awaitWatches();
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            for (int i = 0; versions.isEmpty(); i++) {
                cluster.apply(PROVIDER.formatted("repo" + i), MockCluster.PROVIDER_UID);
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    private ClusterConfiguration configuration(KubernetesClient client) {
        return new ClusterConfiguration(
                client, List.of(), () -> Configuration.reader().lenient(true), versions::add);
    }

    /** Until the Provider has this address; without one, until there is no Provider. */
    private void until(String address) throws InterruptedException {
        ClusterObjects version;
        do {
            version = versions.poll(30, TimeUnit.SECONDS);
            assertThat(version).as("a version with " + address).isNotNull();
        } while (!version.configuration().providers().stream()
                .map(it -> it.address().orElse(""))
                .reduce("", String::concat)
                .equals(address));
    }
}
