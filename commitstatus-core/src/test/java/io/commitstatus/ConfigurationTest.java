package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            data:
              ca.crt: |
                LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkekNDQVIyZ0F3SUJBZ0lVRzV6Z05wMUMxRk1IMUw0NHhsZ0dYTkNpS2JF
                d0NnWUlLb1pJemowRUF3SXcKRURFT01Bd0dBMVVFQXd3RlptOXlaMlV3SUJjTk1qWXhNVEkzTWpJek9EUTRXaGdQTWpFeU5qRXhN
                RE15TWpNNApORGhhTUJBeERqQU1CZ05WQkFNTUJXWnZjbWRsTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFCnZU
                eUdQZlp1NWlhMEpXWmRxeXZGU3l5Wm91MDF5aklmSklYMm5sZEtESzFsZDdXUC9xbE80N3FvY1hVU1NRTEQKYWZTcVZqYUxNU28v
                RU96ZkdsQ3JKYU5UTUZFd0hRWURWUjBPQkJZRUZJYjYwMTdjVlJQcE5Ya2pjbkJncnNSQgpwUWFITUI4R0ExVWRJd1FZTUJhQUZJ
                YjYwMTdjVlJQcE5Ya2pjbkJncnNSQnBRYUhNQThHQTFVZEV3RUIvd1FGCk1BTUJBZjh3Q2dZSUtvWkl6ajBFQXdJRFNBQXdSUUlo
                QU4wYU0wZWJyQUFvL3huN2VFNkVxM01tUGtNOFlXK0wKbnkxbjM2eWpVS0FiQWlCbFhjNStJMDBwOEpTb3J6c3NpL0dVQnpKZGlY
                N2pOUzhoN0R0WGFOYXROUT09Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K
            """;

    private static ConfigurationReader reader() {
        return Configuration.reader().publishers(List.of(new StubPublisher("github")));
    }

    @Test
    void everyFieldOfEveryDocumentIsRead() {
        Configuration configuration = reader().strict(true).parse(ALL);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.providers())
                .containsExactly(Provider.builder("flux-system/github-status")
                        .type("github")
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
                .containsExactly(Alert.builder("flux-system/apps")
                        .provider("github-status")
                        .eventSeverity(Severity.ERROR)
                        .eventSource(EventSource.of("Kustomization", "*")
                                .inNamespace("apps")
                                .withApiVersion("kustomize.toolkit.fluxcd.io/v1")
                                .matchingLabels(Map.of("team", "web")))
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

    @Test
    void everyVersionOfTheApiIsReadAlike() {
        for (String version : List.of("v1beta1", "v1beta2", "v1beta3", "v1")) {
            Configuration configuration = reader().parse(ALL.replace(
                    "notification.toolkit.fluxcd.io/v1beta3", "notification.toolkit.fluxcd.io/" + version));

            assertThat(configuration.alerts()).hasSize(1);
            assertThat(configuration.problems()).isEmpty();
        }
    }

    @Test
    void aDumpOfAClusterIsReadWithoutProblems() {
        Configuration configuration = reader().strict(true).parse("""
                apiVersion: v1
                kind: List
                metadata: {resourceVersion: ""}
                items:
                - apiVersion: notification.toolkit.fluxcd.io/v1beta3
                  kind: Provider
                  metadata:
                    annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
                    creationTimestamp: "2026-01-31T12:00:00Z"
                    generation: 1
                    labels: {kustomize.toolkit.fluxcd.io/name: flux-system}
                    managedFields: [{apiVersion: v1, fieldsV1: {"f:spec": {}}}]
                    name: github
                    namespace: flux-system
                    resourceVersion: "1"
                    uid: 0c9c2e41-d2f9-4f9b-9c41-bebc1984d67a
                  spec: {type: github, address: https://github.com/org/repo, secretRef: {name: token}}
                  status: {observedGeneration: 1, conditions: []}
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: app}
                - apiVersion: pkg.crossplane.io/v1
                  kind: Provider
                  metadata: {name: provider-aws}
                  spec: {package: xpkg.example.com/provider-aws}
                """);

        assertThat(configuration
                        .provider(new NamespacedName("flux-system", "github"))
                        .flatMap(Provider::uid))
                .hasValue("0c9c2e41-d2f9-4f9b-9c41-bebc1984d67a");
        assertThat(configuration.providers()).hasSize(1);
    }

    @Test
    void itemsOfATypedListNeedNeitherKindNorVersion() {
        Configuration configuration = reader().parse("""
                {
                \t"apiVersion": "notification.toolkit.fluxcd.io/v1beta3",
                \t"kind": "ProviderList",
                \t"items": [{"metadata": {"namespace": "a", "name": "b"}, "spec": {"type": "github", "secretRef": {"name": "token"}}}]
                }
                """);

        assertThat(configuration.provider(new NamespacedName("a", "b"))).isPresent();
    }

    @Test
    void aDirectoryMayBeALink(@TempDir Path directory) throws IOException {
        Path real = Files.createDirectories(directory.resolve("real"));
        Files.writeString(real.resolve("a.yaml"), provider("a", "https://github.com/org"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        assertThatThrownBy(() -> reader().load(link))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(link.resolve("a.yaml").toString());
    }

    @Test
    void loadThrowsAllProblemsOfAllFilesAtOnce(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), provider("a", "https://github.com/org"));
        Files.createDirectories(directory.resolve("nested/.git"));
        Files.writeString(directory.resolve("nested/b.yml"), provider("b", "nowhere"));
        Files.writeString(directory.resolve("nested/.git/c.yaml"), provider("c", "nowhere"));
        Files.writeString(directory.resolve("notes.txt"), "no: [yaml");

        assertThatThrownBy(() -> reader().load(directory))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::source, Problem::line)
                                .containsExactly(
                                        tuple(directory.resolve("a.yaml").toString(), 7),
                                        tuple(directory.resolve("nested/b.yml").toString(), 7)));
    }

    @Test
    void lenientLeavesOutOnlyWhatIsBroken() {
        Configuration configuration = reader().lenient(true)
                .parse(provider("sound", "https://github.com/org/repo") + "---\n"
                        + provider("broken", "https://github.com/org") + "---\nspec: [\n---\n" + alert("heard", "sound")
                        + "---\n" + alert("unheard", "broken"));

        assertThat(configuration.isLenient()).isTrue();
        assertThat(configuration.providers()).extracting(it -> it.name().name()).containsExactly("sound");
        assertThat(configuration.alerts()).extracting(it -> it.name().name()).containsExactly("heard");
        assertThat(configuration.problems()).extracting(Problem::line).containsExactly(15, 18, 27);
    }

    @Test
    void strictRefusesWhatIsOnlyDoubtful() {
        String yaml = provider("a", "https://github.com/org/repo") + "  colour: green\n";

        assertThat(reader().parse(yaml).problems()).extracting(Problem::level).containsExactly(Problem.Level.WARNING);
        assertThatThrownBy(() -> reader().strict(true).parse(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("spec.colour");
    }

    @Test
    void anExpressionIsAcceptedFromThoseWhoUnderstandIt() {
        String yaml = provider("a", "https://github.com/org/repo") + "  commitStatusExpr: \"'fixed'\"\n";

        assertThat(reader().commitStatusExpr(true).parse(yaml).providers())
                .extracting(Provider::commitStatusExpr)
                .containsExactly(Optional.of("'fixed'"));
        assertThatThrownBy(() -> reader().parse(yaml)).hasMessageContaining("spec.commitStatusExpr");
    }

    @Test
    void objectsAreReadAsDocumentsAre() {
        Map<String, Object> secret = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("namespace", "flux-system", "name", "token"),
                "data",
                Map.of("token", "c2VjcmV0", "binary", new byte[] {1, 2}));

        Configuration configuration = reader().objects(List.of(secret));

        NamespacedName name = new NamespacedName("flux-system", "token");
        assertThat(configuration.secret(name).flatMap(it -> it.value("token"))).hasValue("secret");
        assertThat(configuration.secret(name).flatMap(it -> it.bytes("binary"))).hasValue(new byte[] {1, 2});
    }

    @Test
    void anAddressInTheSecretIsTheOneThatIsChecked() {
        String secret = """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {namespace: flux-system, name: token}
                stringData: {token: t, address: " %s "}
                """;

        assertThat(reader().parse(provider("a", "overridden") + secret.formatted("https://github.com/org/repo"))
                        .problems())
                .isEmpty();
        assertThatThrownBy(() -> reader().parse(provider("a", "https://github.com/org/repo")
                        + secret.formatted("https://user:hidden@github.com/org")))
                .hasMessageContaining("owner/repository")
                .hasMessageNotContaining("hidden");
    }

    private static String provider(String name, String address) {
        return """
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata: {namespace: flux-system, name: %s}
                spec:
                  type: github
                  secretRef: {name: token}
                  address: "%s"
                """.formatted(name, address);
    }

    private static String alert(String name, String provider) {
        return """
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata: {namespace: flux-system, name: %s}
                spec: {providerRef: {name: %s}, eventSources: [{kind: Kustomization, name: '*'}]}
                """.formatted(name, provider);
    }
}
