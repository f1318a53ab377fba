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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationChangeTest {
    private static final NamespacedName PROVIDER = new NamespacedName("flux-system", "github");
    private static final NamespacedName ALERT = new NamespacedName("flux-system", "apps");
    private static final NamespacedName SECRET = new NamespacedName("flux-system", "token");

    private static Configuration empty(boolean lenient) {
        return Configuration.reader()
                .lenient(lenient)
                .publishers(List.of(new StubPublisher("github")))
                .objects(List.of());
    }

    private static Provider provider(String address) {
        return Provider.builder("flux-system/github")
                .type("github")
                .address(address)
                .secretRef("token")
                .build();
    }

    private static Alert.Builder alert() {
        return Alert.builder("flux-system/apps").provider("github").eventSource(EventSource.of("Kustomization", "*"));
    }

    @Test
    void anAlertWaitsForItsProvider() {
        Configuration waiting = empty(true).toBuilder().put(alert().build()).build();
        assertThat(waiting.alerts()).isEmpty();
        assertThat(waiting.problems()).extracting(Problem::path).containsExactly("spec.providerRef.name");

        Configuration complete =
                waiting.toBuilder().put(provider("https://github.com/org/repo")).build();
        assertThat(complete.alerts()).hasSize(1);
        assertThat(complete.problems()).isEmpty();

        Configuration again = complete.toBuilder().removeProvider(PROVIDER).build();
        assertThat(again.alerts()).isEmpty();
        assertThat(again.problems()).hasSize(1);
        assertThat(again.toBuilder().removeAlert(ALERT).build().problems()).isEmpty();
        assertThat(complete.alerts()).as("the configuration that was changed").hasSize(1);
    }

    @Test
    void anAlertThatWasReadBeforeItsProviderIsHeardLater() {
        Configuration read = Configuration.reader()
                .lenient(true)
                .publishers(List.of(new StubPublisher("github")))
                .parse("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Alert
                        metadata: {namespace: flux-system, name: apps}
                        spec: {providerRef: {name: github}, eventSources: [{kind: Kustomization, name: '*'}]}
                        """);
        assertThat(read.problems()).hasSize(1);

        Configuration complete =
                read.toBuilder().put(provider("https://github.com/org/repo")).build();

        assertThat(complete.alerts()).extracting(Alert::name).containsExactly(ALERT);
        assertThat(complete.problems()).isEmpty();
    }

    @Test
    void aLenientConfigurationLeavesOutWhatIsPutAndBroken() {
        Configuration.Builder builder = empty(true).toBuilder()
                .put(provider("https://github.com/org"))
                .put(alert().include("(").build());

        assertThat(builder.build().providers()).isEmpty();
        assertThat(builder.build().alerts()).isEmpty();
        assertThat(builder.build().problems())
                .extracting(Problem::toString)
                .anyMatch(it -> it.startsWith("<builder> Provider flux-system/github: spec.address: "))
                .anyMatch(it -> it.startsWith("<builder> Alert flux-system/apps: spec.inclusionList[0]: "));
    }

    @Test
    void anyOtherConfigurationRefusesWhatIsBrokenWithAllProblems() {
        Configuration before = empty(false);
        Configuration.Builder broken = before.toBuilder()
                .put(provider("https://github.com/org"))
                .put(alert().include("(").build());

        assertThatThrownBy(broken::build)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::path)
                                .contains("spec.address", "spec.inclusionList[0]"));
        assertThat(before.providers()).isEmpty();
        assertThat(broken.put(provider("https://github.com/org/repo"))
                        .put(alert().build())
                        .build()
                        .problems())
                .isEmpty();
    }

    @Test
    void aSecretThatLacksWhatTheTypeNeedsIsTold() {
        Configuration built = empty(true).toBuilder()
                .put(provider("https://github.com/org/repo"))
                .put(Secret.of(SECRET, Map.of("password", "hidden")))
                .build();
        assertThat(built.providers()).hasSize(1);
        assertThat(built.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("\"token\"").doesNotContain("hidden"));

        Configuration complete =
                built.toBuilder().put(Secret.of(SECRET, Map.of("token", "t"))).build();
        assertThat(complete.problems()).isEmpty();
        assertThat(complete.toBuilder().removeSecret(SECRET).build().problems())
                .as("without any Secret here, they are elsewhere")
                .isEmpty();
    }

    @Test
    void warningsOfADocumentSurviveAChangeOfItsSecret() {
        Configuration read = Configuration.reader()
                .publishers(List.of(new StubPublisher("github")))
                .parse("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Provider
                        metadata: {namespace: flux-system, name: github}
                        spec: {type: github, address: https://github.com/org/repo, secretRef: {name: token}, colour: green}
                        """);

        Configuration changed =
                read.toBuilder().put(Secret.of(SECRET, Map.of("token", "t"))).build();

        assertThat(changed.problems()).isEqualTo(read.problems()).hasSize(1);
    }

    @Test
    void anAlertOfAChatProviderIsIgnoredWithIt() {
        Configuration built = empty(true).toBuilder()
                .put(Provider.builder("flux-system/github").type("slack").build())
                .put(alert().build())
                .build();

        assertThat(built.providers()).isEmpty();
        assertThat(built.alerts()).isEmpty();
        assertThat(built.problems())
                .extracting(Problem::level)
                .containsExactly(Problem.Level.WARNING, Problem.Level.WARNING);
    }
}
