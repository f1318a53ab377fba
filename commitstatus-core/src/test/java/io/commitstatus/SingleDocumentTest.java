package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One document by itself, as an informer hands it. */
class SingleDocumentTest {
    private static final String FLUX = "notification.toolkit.fluxcd.io/v1beta3";
    private final ConfigurationReader reader = Configuration.reader().publishers(List.of(new StubPublisher("github")));

    private static Map<String, Object> object(String kind, Map<String, Object> spec) {
        return Map.of(
                "apiVersion", FLUX, "kind", kind, "metadata", Map.of("namespace", "apps", "name", "one"), "spec", spec);
    }

    @Test
    void anAlertNeedsNoProviderBesideIt() {
        Parsed<Alert> parsed = reader.alert(object(
                "Alert",
                Map.of(
                        "providerRef", Map.of("name", "forge"),
                        "eventSources", List.of(Map.of("kind", "Kustomization", "name", "*")))));
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.orThrow().provider()).isEqualTo(NamespacedName.parse("apps/forge"));
    }

    @Test
    void aProviderAndASecretAreReadFromMapsAndText() {
        Provider provider = reader.provider(
                        object("Provider", Map.of("type", "github", "address", "https://github.com/org/repo")))
                .orThrow();
        assertThat(reader.provider("""
                        apiVersion: notification.toolkit.fluxcd.io/v1
                        kind: Provider
                        metadata: {namespace: apps, name: one}
                        spec: {type: github, address: https://github.com/org/repo}
                        """).value()).contains(provider);
        Secret secret = reader.secret(
                        "{apiVersion: v1, kind: Secret, metadata: {namespace: apps, name: t}, stringData: {token: x}}")
                .orThrow();
        assertThat(reader.secret(Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Secret",
                                "metadata",
                                Map.of("namespace", "apps", "name", "t"),
                                "data",
                                Map.of("token", "eA==")))
                        .value())
                .contains(secret);
    }

    @Test
    void whatIsWrongIsToldWithTheDocumentItIsAbout() {
        Parsed<Provider> parsed = reader.provider(object("Provider", Map.of("type", "githup")));
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).singleElement().satisfies(it -> {
            assertThat(it.path()).isEqualTo("spec.type");
            assertThat(it.message()).contains("did you mean \"github\"");
            assertThat(it.subject()).contains(new Problem.Subject("Provider", NamespacedName.parse("apps/one")));
        });
        assertThatThrownBy(parsed::orThrow)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("spec.type");
    }

    @Test
    void aWarningLeavesTheDocumentUsable() {
        Parsed<Provider> parsed = reader.provider(object(
                "Provider", Map.of("type", "github", "address", "https://github.com/org/repo", "colour", "green")));
        assertThat(parsed.value()).isPresent();
        assertThat(parsed.problems()).extracting(Problem::level).containsExactly(Problem.Level.WARNING);
    }

    @Test
    void anythingButOneDocumentOfTheKindIsAProblem() {
        String provider = """
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Provider
                metadata: {namespace: apps, name: %s}
                spec: {type: github, address: https://github.com/org/repo}
                """;
        assertProblem(reader.alert(provider.formatted("a")), "there is Provider; give exactly one Alert");
        assertProblem(
                reader.provider(provider.formatted("a") + "---\n" + provider.formatted("b")),
                "there is Provider, Provider; give exactly one Provider");
        assertProblem(
                reader.secret("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"),
                "there is no Provider, Alert or Secret; give exactly one Secret");
        assertThat(reader.provider("{").value()).isEmpty();
        assertThat(reader.provider("{").problems())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.subject()).isEqualTo(Optional.empty()));
    }

    private static void assertProblem(Parsed<?> parsed, String message) {
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.problems()).extracting(Problem::message).containsExactly(message);
    }

    @Test
    void everyProblemOfAConfigurationNamesItsDocument() {
        Configuration read = reader.lenient(true).parse("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Provider
                metadata: {namespace: apps, name: a}
                spec: {type: github, address: https://github.com/org}
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Alert
                metadata: {namespace: apps, name: b}
                spec: {providerRef: {name: a}, eventSources: [{kind: Kustomization, name: '*'}], colour: green}
                """);
        assertThat(read.problems())
                .extracting(it -> it.subject().map(Problem.Subject::toString).orElse(""))
                .containsOnly("Provider apps/a", "Alert apps/b");
    }
}
