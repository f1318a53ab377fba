package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.config.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final String ALL = """
            ---
            # Everything that the documents may hold.
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata:
              name: github-status
              namespace: flux-system
              uid: 0c9c2e41-d2f9-4f9b-9c41-bebc1984d67a
              annotations:
                commitstatus.io/key-suffix: prod
            spec:
              type: github
              address: https://github.com/org/repo
              username: bot
              timeout: 1m30s
              proxy: http://proxy.example.com:3128
              certSecretRef:
                name: ca
              proxySecretRef:
                name: proxy
              secretRef:
                name: github-token
            ---
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Alert
            metadata:
              name: apps
              namespace: flux-system
            spec:
              providerRef:
                name: github-status
              eventSeverity: error
              eventSources:
                - kind: Kustomization
                  name: '*'
                  namespace: apps
                  apiVersion: kustomize.toolkit.fluxcd.io/v1
                  matchLabels:
                    team: web
              inclusionList: [".*failed.*"]
              exclusionList:
                - ^Dependencies
              eventMetadata:
                env: prod
              summary: production
              suspend: true
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: github-token
              namespace: flux-system
            type: Opaque
            data:
              token: b2xk
            stringData:
              token: new
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: proxy, namespace: flux-system}
            stringData: {address: "http://proxy.example.com:3128"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: ca, namespace: flux-system}
            stringData: {tls.crt: x, tls.key: y}
            """;

    private static ConfigurationReader reader() {
        return Configuration.reader().publishers(List.of(new StubPublisher("github")));
    }

    @Test
    void everyFieldOfEveryDocumentIsRead() {
        Configuration configuration = reader().strict(true).parse(ALL);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.providers())
                .containsExactly(Provider.builder("flux-system", "github-status", "github")
                        .uid("0c9c2e41-d2f9-4f9b-9c41-bebc1984d67a")
                        .annotation(Provider.KEY_SUFFIX, "prod")
                        .address("https://github.com/org/repo")
                        .username("bot")
                        .timeout(Duration.ofSeconds(90))
                        .proxy("http://proxy.example.com:3128")
                        .certSecretRef("ca")
                        .proxySecretRef("proxy")
                        .secretRef("github-token")
                        .build());
        assertThat(configuration.alerts())
                .containsExactly(Alert.builder("flux-system", "apps", "github-status")
                        .eventSeverity(Severity.ERROR)
                        .eventSource(EventSource.of("Kustomization", "*")
                                .inNamespace("apps")
                                .withApiVersion("kustomize.toolkit.fluxcd.io/v1")
                                .matchingLabels(java.util.Map.of("team", "web")))
                        .include(".*failed.*")
                        .exclude("^Dependencies")
                        .eventMetadata("env", "prod")
                        .summary("production")
                        .suspended(true)
                        .build());
        assertThat(configuration
                        .secret(new NamespacedName("flux-system", "github-token"))
                        .flatMap(it -> it.value("token")))
                .hasValue("new");
    }
}
