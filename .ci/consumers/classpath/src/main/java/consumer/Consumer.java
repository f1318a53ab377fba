package consumer;

import com.sun.net.httpserver.HttpServer;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Finds the publisher of every type on its class path, and sends a status for an event. */
public final class Consumer {
    private static final String COMMIT = "0123456789".repeat(4);

    private Consumer() {}

    public static void main(String[] args) throws Exception {
        findsEveryPublisher();
        String status = sends(Event.parse("""
                {"involvedObject": {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "namespace": "team", "name": "app"},
                 "severity": "info", "reason": "ReconciliationSucceeded", "message": "Applied revision",
                 "timestamp": "2026-01-01T00:00:00Z", "metadata": {"kustomize.toolkit.fluxcd.io/revision": "main@sha1:%s"}}
                """.formatted(COMMIT)));
        if (!status.contains("delivered")) {
            throw new AssertionError(status);
        }
        System.out.println("class path: " + status);
    }

    private static void findsEveryPublisher() {
        var configuration = Configuration.builder();
        List.of(
                        Provider.builder("team/github").type("github").address("https://github.com/org/app"),
                        Provider.builder("team/gitlab").type("gitlab").address("https://gitlab.com/org/app"),
                        Provider.builder("team/bitbucket").type("bitbucket").address("https://bitbucket.org/org/app"),
                        Provider.builder("team/azure").type("azuredevops")
                                .address("https://dev.azure.com/org/project/_git/app"))
                .forEach(it -> configuration.put(it.secretRef("token").build()));
        try (var router = CommitStatusRouter.builder(configuration.build()).build()) {
            if (!router.problems().isEmpty()) {
                throw new AssertionError(router.problems());
            }
        }
    }

    private static String sends(Event event) throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "{\"state\": \"success\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (var router = CommitStatusRouter.builder(Configuration.parse("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Provider
                        metadata: {name: github, namespace: team}
                        spec: {type: github, address: http://127.0.0.1:%d/org/app, secretRef: {name: token}}
                        ---
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Alert
                        metadata: {name: all, namespace: team}
                        spec: {providerRef: {name: github}, eventSources: [{kind: Kustomization, name: '*'}]}
                        """.formatted(server.getAddress().getPort())))
                .secrets(SecretResolver.token("team/token", "a-token"))
                .allowPlainHttp(true)
                .build()) {
            router.submit("team/github", CommitStatus.success(COMMIT, "deploy/prod", "rolled out"))
                    .await(Duration.ofSeconds(30));
            return router.route(event).await(Duration.ofSeconds(30)).toString();
        } finally {
            server.stop(0);
        }
    }
}
