package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.Configuration;
import io.commitstatus.testing.github.StandInGitHub;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration on a cluster, of which a mock server has the API. */
class ClusterTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);

    @TempDir
    Path dir;

    @AfterEach
    void stop() {
        server.destroy();
    }

    private KubernetesClient started() {
        for (String kind : new String[] {"Provider", "Alert", "Kustomization"}) {
            boolean app = kind.equals("Kustomization");
            server.expectCustomResource(new CustomResourceDefinitionContext.Builder()
                    .withGroup(app ? "kustomize.toolkit.fluxcd.io" : "notification.toolkit.fluxcd.io")
                    .withVersion(app ? "v1" : "v1beta3")
                    .withKind(kind)
                    .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                    .withScope("Namespaced")
                    .build());
        }
        server.init();
        return server.createClient();
    }

    private static Fixture receiver(Path dir, StandInGitHub github, KubernetesClient client) throws Exception {
        return Fixture.on(
                dir,
                github,
                new ClusterSource(
                        client, List.of(), () -> Configuration.reader().lenient(true)));
    }

    private static void apply(KubernetesClient client, String documents, String uid) {
        for (String document : documents.split("---\n", -1)) {
            if (!document.isBlank()) {
                GenericKubernetesResource object =
                        client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
                object.getMetadata().setUid(uid);
                client.resource(object).createOr(it -> it.update());
            }
        }
    }

    private static void applyToken(KubernetesClient client) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("flux-system")
                        .withName("github-token")
                        .endMetadata()
                        .addToData("token", "YS10b2tlbg==")
                        .build())
                .create();
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
                KubernetesClient client = started();
                Fixture it = receiver(dir, github, server.createClient())) {
            Fixture.until("an empty cluster is known", SECONDS, () -> ready(it));
            applyToken(client);
            apply(client, Fixture.provider("github", "org/repo", github), "11111111-0000-0000-0000-000000000000");
            apply(client, Fixture.alert("github"), "22222222-0000-0000-0000-000000000000");
            long applied = System.nanoTime();
            Fixture.until("a commit is marked", SECONDS, () -> marks(it, "org/repo"));
            assertThat(Duration.ofNanos(System.nanoTime() - applied)).isLessThan(SECONDS);

            apply(client, Fixture.provider("github", "org/other", github), "11111111-0000-0000-0000-000000000000");
            Fixture.until("another repository's commit is marked", SECONDS, () -> marks(it, "org/other"));

            client.resource(client.getKubernetesSerialization()
                            .unmarshal(Fixture.alert("github").replace("---\n", ""), GenericKubernetesResource.class))
                    .delete();
            Fixture.until("no Alert matches", SECONDS, () -> {
                marks(it, "org/other");
                return metrics(it).contains("reason=\"no_alert\"");
            });
        }
    }

    @Test
    void problemsAreEventsOnTheirObjects() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                KubernetesClient client = started();
                Fixture it = receiver(dir, github, server.createClient())) {
            apply(client, Fixture.provider("broken", "org", github), "33333333-0000-0000-0000-000000000000");

            Fixture.until(
                    "the problem is told",
                    SECONDS,
                    () -> client.v1().events().inNamespace("flux-system").list().getItems().stream()
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
                KubernetesClient client = started();
                Fixture it = receiver(dir, github, server.createClient())) {
            applyToken(client);
            apply(client, Fixture.provider("github", "org/repo", github), "11111111-0000-0000-0000-000000000000");
            apply(
                    client,
                    Fixture.alert("github").replace("name: '*'", "name: '*', matchLabels: {team: shop}"),
                    "22222222-0000-0000-0000-000000000000");
            apply(client, """
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system, labels: {team: shop}}
                    """, "44444444-0000-0000-0000-000000000000");

            Fixture.until("the labelled one's commit is marked", SECONDS, () -> marks(it, "org/repo"));
        }
    }

    @Test
    void theApiMayComeLater() throws Exception {
        try (StandInGitHub github = StandInGitHub.start();
                KubernetesClient client = started()) {
            int port = server.getPort();
            server.destroy();
            KubernetesMockServer later = new KubernetesMockServer(
                    new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
            client.getConfiguration().setRequestRetryBackoffLimit(0);
            try (Fixture it = receiver(dir, github, client)) {
                assertThat(it.post("/", event("apps", COMMIT, "m")).statusCode())
                        .isEqualTo(503);
                assertThat(it.get("/readyz").statusCode()).isEqualTo(503);
                assertThat(it.get("/healthz").statusCode()).isEqualTo(200);

                later.init(InetAddress.getLoopbackAddress(), port);
                Fixture.until("it is ready", Fixture.SOON, () -> ready(it));
            } finally {
                later.destroy();
            }
        }
    }

    private static boolean ready(Fixture it) {
        try {
            return it.get("/readyz").statusCode() == 200;
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
