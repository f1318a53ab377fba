package io.commitstatus.examples.receiver.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A cluster's API, as far as a mock server has it, which keeps what the receiver has asked for. */
public final class MockCluster implements AutoCloseable {
    public static final String PROVIDER_UID = "11111111-0000-0000-0000-000000000000";
    public static final String ALERT_UID = "22222222-0000-0000-0000-000000000000";

    private static final String USER_AGENT = "event-receiver";

    private final List<RecordedRequest> asked = new CopyOnWriteArrayList<>();
    private final Set<String> rights = ConcurrentHashMap.newKeySet();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Recording(), false);

    private final KubernetesClient client;

    private MockCluster(int port) {
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
        server.init(InetAddress.getLoopbackAddress(), port);
        this.client = server.createClient();
    }

    /** On any port. */
    public static MockCluster start() {
        return new MockCluster(0);
    }

    /** One that comes back where another was. */
    public static MockCluster at(int port) {
        return new MockCluster(port);
    }

    /** {@return where it is} */
    public int port() {
        return server.getPort();
    }

    /** The test's own. */
    public KubernetesClient client() {
        return client;
    }

    /** The receiver's, of which the requests are kept. It tries again soon. */
    public KubernetesClient receiversClient() {
        Config config = new ConfigBuilder(client.getConfiguration())
                .withUserAgent(USER_AGENT)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(50)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Creates or updates objects, with one uid. */
    public void apply(String documents, String uid) {
        for (String document : documents.split("---\n", -1)) {
            if (!document.isBlank()) {
                GenericKubernetesResource object =
                        client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class);
                object.getMetadata().setUid(uid);
                client.resource(object).createOr(it -> it.update());
            }
        }
    }

    /** Deletes an object. */
    public void delete(String document) {
        client.resource(client.getKubernetesSerialization()
                        .unmarshal(document.replace("---\n", ""), GenericKubernetesResource.class))
                .delete();
    }

    /** Creates the Secret of the fixture's Provider. */
    public void applyToken() {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("flux-system")
                        .withName("github-token")
                        .endMetadata()
                        .addToData("token", "YS10b2tlbg==")
                        .build())
                .create();
    }

    /** The receiver's requests so far. */
    public List<RecordedRequest> asked() {
        return List.copyOf(asked);
    }

    /** The rights that they need, such as {@code list secrets} and {@code get helmreleases.helm.toolkit.fluxcd.io}. */
    public Set<String> rights() {
        return new TreeSet<>(rights);
    }

    /** Waits until all is watched: what comes before that, this server tells no watch. */
    public void awaitWatches() throws InterruptedException {
        awaitRight("watch providers.notification.toolkit.fluxcd.io");
        awaitRight("watch alerts.notification.toolkit.fluxcd.io");
        awaitRight("watch secrets");
    }

    /** Waits until they need this one. */
    public void awaitRight(String right) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; !rights.contains(right); i++) {
            if (i == 1500) {
                throw new AssertionError("not within 30 s: " + right);
            }
            never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }

    /** The API's paths are {@code /api/<version>} or {@code /apis/<group>/<version>}, {@code /namespaces/<name>}, the rest. */
    private static String right(RecordedRequest request) {
        String[] pathAndQuery = request.getPath().split("\\?", 2);
        String path = pathAndQuery[0].replaceFirst("/namespaces/[^/]+", "");
        String[] parts = path.substring(1).split("/", -1);
        boolean core = parts[0].equals("api");
        int at = core ? 2 : 3;
        String resource = parts[at] + (parts.length > at + 2 ? "/" + parts[at + 2] : "") + (core ? "" : "." + parts[1]);
        boolean watch = pathAndQuery.length > 1 && pathAndQuery[1].contains("watch=true");
        String verb = switch (request.getMethod()) {
            case "GET" -> watch ? "watch" : parts.length > at + 1 ? "get" : "list";
            case "POST" -> "create";
            default -> request.getMethod();
        };
        return verb + " " + resource;
    }

    /** Gives tokens of service accounts, too. */
    private final class Recording extends KubernetesCrudDispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            MockResponse answer = request.getPath().endsWith("/token") ? token() : super.dispatch(request);
            if (USER_AGENT.equals(request.getHeader("User-Agent"))) {
                asked.add(request);
                rights.add(right(request));
            }
            return answer;
        }

        private static MockResponse token() {
            return new MockResponse()
                    .setResponseCode(201)
                    .setHeader("Content-Type", "application/json")
                    .setBody("""
                            {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"audiences": []},
                             "status": {"token": "a-jwt", "expirationTimestamp": "2026-01-01T00:00:00Z"}}""");
        }
    }
}
