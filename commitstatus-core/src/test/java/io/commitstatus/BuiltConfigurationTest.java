package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is built by hand is held to what YAML is held to. */
class BuiltConfigurationTest {
    private static final String PROVIDER = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata: {namespace: apps, name: forge}
            spec: {type: github, address: https://github.com/org/repo}
            """;
    private static final String ALERT = """
            ---
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Alert
            metadata: {namespace: apps, name: all}
            spec: {providerRef: {name: forge}, eventSources: [{kind: Kustomization, name: '*'}]}
            """;

    private record Slip(String yaml, UnaryOperator<Provider.Builder> provider, UnaryOperator<Alert.Builder> alert) {
        @Override
        public String toString() {
            return yaml.lines().filter(it -> it.startsWith("spec")).toList().toString();
        }
    }

    private static Slip provider(String from, String to, UnaryOperator<Provider.Builder> built) {
        return new Slip(PROVIDER.replace(from, to) + ALERT, built, it -> it);
    }

    private static Slip alert(String from, String to, UnaryOperator<Alert.Builder> built) {
        return new Slip(PROVIDER + ALERT.replace(from, to), it -> it, built);
    }

    static Stream<Slip> slips() {
        return Stream.of(
                provider("type: github", "type: githup", it -> it.type("githup")),
                provider("type: github", "type: slack", it -> it.type("slack")),
                provider("/org/repo", "/org", it -> it.address("https://github.com/org")),
                provider("spec: {", "spec: {channel: general, ", it -> it.channel("general")),
                provider("spec: {", "spec: {secretRef: {name: 'No'}, ", it -> it.secretRef("No")),
                provider("spec: {", "spec: {proxy: nowhere, ", it -> it.proxy("nowhere")),
                provider("spec: {", "spec: {commitStatusExpr: a, ", it -> it.commitStatusExpr("a")),
                provider("spec: {", "spec: {serviceAccountName: a, ", it -> it.serviceAccountName("a")),
                provider(
                        "name: forge}",
                        "name: forge, annotations: {commitstatus.io/api-ulr: x}}",
                        it -> it.annotation("commitstatus.io/api-ulr", "x")),
                alert("name: forge", "name: gorge", it -> it.provider("gorge")),
                alert("spec: {", "spec: {eventSeverity: warning, ", it -> it.eventSeverity(new Severity("warning"))),
                alert("spec: {", "spec: {inclusionList: ['('], ", it -> it.include("(")),
                alert("spec: {", "spec: {exclusionList: ['('], ", it -> it.exclude("(")),
                alert(
                        "'*'}]",
                        "'*'}, {kind: Kustomisation, name: a}]",
                        it -> it.eventSource(EventSource.of("Kustomisation", "a"))),
                alert(
                        "'*'}]",
                        "'*'}, {kind: Kustomization, name: 'a-*'}]",
                        it -> it.eventSource(EventSource.of("Kustomization", "a-*"))),
                alert("spec: {", "spec: {summary: " + "x".repeat(300) + ", ", it -> it.summary("x".repeat(300))));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsTheSameProblemHoweverItIsMade(Slip slip) {
        Provider provider = slip.provider()
                .apply(Provider.builder("apps/forge").type("github").address("https://github.com/org/repo"))
                .build();
        Alert alert = slip.alert()
                .apply(Alert.builder("apps/all").provider("forge").eventSource(EventSource.of("Kustomization", "*")))
                .build();

        List<String> read = problems(() -> reader().parse(slip.yaml()));
        List<String> built =
                problems(() -> reader().builder().put(provider).put(alert).build());

        assertThat(built).isEqualTo(read).isNotEmpty();
    }

    private static ConfigurationReader reader() {
        return Configuration.reader().publishers(List.of(new StubPublisher("github")));
    }

    private static List<String> problems(Supplier<Configuration> made) {
        try {
            return told(made.get().problems());
        } catch (ConfigurationException e) {
            return told(e.problems());
        }
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream()
                .map(it -> it.level() + " " + it.path() + ": " + it.message())
                .sorted()
                .toList();
    }

    @Test
    void namesThatNoObjectCanHaveAreRefused() {
        assertThatThrownBy(() -> reader().builder()
                        .put(Provider.builder("Apps/Forge")
                                .type("github")
                                .address("https://github.com/org/repo")
                                .build())
                        .put(Alert.builder("Apps/All").provider("Forge").build())
                        .put(Secret.of(new NamespacedName("Apps", "To Ken"), Map.of()))
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::path)
                                .filteredOn(it -> it.startsWith("metadata"))
                                .containsExactlyInAnyOrder(
                                        "metadata.name",
                                        "metadata.namespace",
                                        "metadata.name",
                                        "metadata.namespace",
                                        "metadata.name",
                                        "metadata.namespace"));
    }

    @Test
    void aPublisherOfOnesOwnIsNamedToTheReader() {
        Provider own = Provider.builder("apps/own")
                .type("own")
                .address("https://github.com/org/repo")
                .secretRef("token")
                .build();
        assertThatThrownBy(() -> reader().builder().put(own).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("spec.type");
        assertThat(reader().publisher(new StubPublisher("own"))
                        .builder()
                        .put(own)
                        .build()
                        .providers())
                .containsExactly(own);
    }

    @Test
    void whatIsRequiredIsAskedForByName() {
        assertThatThrownBy(() -> Provider.builder("apps/forge").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Provider apps/forge has no type; call type(\"…\")");
        assertThatThrownBy(() -> Alert.builder("apps/all").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Alert apps/all names no Provider; call provider(\"…\")");
        assertThatThrownBy(() -> Provider.builder("github"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write namespace/name");
    }
}
