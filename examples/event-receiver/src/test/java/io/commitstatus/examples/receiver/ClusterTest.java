package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.alert;
import static io.commitstatus.examples.receiver.Fixture.event;
import static io.commitstatus.examples.receiver.Fixture.provider;
import static io.commitstatus.examples.receiver.kubernetes.MockCluster.ALERT_UID;
import static io.commitstatus.examples.receiver.kubernetes.MockCluster.PROVIDER_UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.examples.receiver.kubernetes.MockCluster;
import io.commitstatus.testing.github.StandInGitHub;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration on a cluster, of which a mock server has the API. */
class ClusterTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Fixture receiver(StandInGitHub github, KubernetesClient client, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--kubernetes"));
        all.addAll(List.of(options));
        Settings settings = Settings.of(Fixture.arguments(dir, all), Map.of());
        return Fixture.on(dir, github, settings, Sources.cluster(settings, client));
    }

    private static boolean marks(Fixture it, String repository) {
        try {
            it.post("/", event("apps", COMMIT, "m"));
            return !it.github.shown(repository, COMMIT).isEmpty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsAppliedIsInForceAndWhatIsDeletedIsNot() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                MockCluster cluster = MockCluster.start();
                Fixture it = receiver(github, cluster.receiversClient())) {
            Fixture.until("an empty cluster is known", SECONDS, () -> status(it, "/readyz") == 200);
            cluster.awaitWatches();
            cluster.applyToken();
            cluster.apply(provider("github", "org/repo", github), PROVIDER_UID);
            cluster.apply(alert("github"), ALERT_UID);
            Fixture.until("a commit is marked", SECONDS, () -> marks(it, "org/repo"));

            cluster.apply(provider("github", "org/other", github), PROVIDER_UID);
            Fixture.until("another repository's commit is marked", SECONDS, () -> marks(it, "org/other"));

            cluster.delete(alert("github"));
            Fixture.until("no Alert matches", SECONDS, () -> {
                marks(it, "org/other");
                return metrics(it).contains("reason=\"no_alert\"");
            });
        }
    }

    @Test
    void problemsAreEventsOnTheirObjects() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                MockCluster cluster = MockCluster.start();
                Fixture it = receiver(github, cluster.receiversClient())) {
            cluster.apply(provider("broken", "org", github), "33333333-0000-0000-0000-000000000000");

            Fixture.until(
                    "the problem is told",
                    SECONDS,
                    () -> cluster.client().v1().events().inNamespace("flux-system").list().getItems().stream()
                            .anyMatch(event -> event.getInvolvedObject()
                                            .getName()
                                            .equals("broken")
                                    && !event.getInvolvedObject().getUid().isEmpty()
                                    && event.getMessage().startsWith("spec.address: ")
                                    && event.getType().equals("Warning")));
            assertThat(it.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void labelsComeFromTheObjects() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                MockCluster cluster = MockCluster.start();
                Fixture it = receiver(github, cluster.receiversClient())) {
            cluster.applyToken();
            cluster.apply(provider("github", "org/repo", github), PROVIDER_UID);
            cluster.apply(alert("github").replace("name: '*'", "name: '*', matchLabels: {team: shop}"), ALERT_UID);
            cluster.apply("""
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system, labels: {team: shop}}
                    """, "44444444-0000-0000-0000-000000000000");

            Fixture.until("the labelled one's commit is marked", SECONDS, () -> marks(it, "org/repo"));
        }
    }

    @Test
    void theApiMayComeLaterAndGoAwayAgain() throws Exception {
        MockCluster before = MockCluster.start();
        KubernetesClient client = before.receiversClient();
        int port = before.port();
        before.close();
        try (StandInGitHub github = StandInGitHub.start();
                Fixture it = receiver(github, client)) {
            assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode()).isEqualTo(503);
            assertThat(it.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(it.get("/healthz").statusCode()).isEqualTo(200);

            try (MockCluster cluster = MockCluster.at(port)) {
                cluster.applyToken();
                cluster.apply(provider("github", "org/repo", github), PROVIDER_UID);
                cluster.apply(alert("github"), ALERT_UID);
                Fixture.until("a commit is marked", () -> marks(it, "org/repo"));
            }

            String other = "8a9156325322a124e55a369b59063470310ebbd8";
            assertThat(it.post("/", event("apps", other, "m")).statusCode()).isEqualTo(202);
            Fixture.until(
                    "what was known stays in force",
                    () -> !github.shown("org/repo", other).isEmpty());
            assertThat(it.get("/readyz").statusCode()).isEqualTo(200);

            try (MockCluster cluster = MockCluster.at(port)) {
                cluster.awaitWatches();
                cluster.apply(provider("github", "org/other", github), PROVIDER_UID);
                Fixture.until("a change is in force", () -> marks(it, "org/other"));
            }
        }
    }

    @Test
    void onlyTheNamedNamespacesAreWatched() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                MockCluster cluster = MockCluster.start();
                Fixture it = receiver(github, cluster.receiversClient(), "--namespaces=flux-system,shop")) {
            cluster.apply(provider("elsewhere", "org", github).replace("flux-system", "elsewhere"), PROVIDER_UID);
            cluster.apply(provider("broken", "org", github).replace("flux-system", "shop"), ALERT_UID);

            Fixture.until("the problem is known", SECONDS, () -> it.shows("commitstatus_configuration_problems 1.0"));
            assertThat(cluster.asked())
                    .allSatisfy(request ->
                            assertThat(request.getPath()).containsPattern("/namespaces/(flux-system|shop)/"));
        }
    }

    private static int status(Fixture it, String path) {
        try {
            return it.get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String metrics(Fixture it) {
        try {
            return it.get("/metrics").body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
