package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.StatusContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionVariablesTest {
    @Test
    void eachVariableHasTheJsonFormOfItsObject() {
        Event event = Event.builder("Kustomization", "flux-system/apps")
                .apiVersion("kustomize.toolkit.fluxcd.io/v1")
                .timestamp(Instant.parse("2026-11-20T12:00:00.5Z"))
                .info("ReconciliationSucceeded", "Applied")
                .reportingController("kustomize-controller")
                .build()
                .withCombinedMetadata(Map.of("environment", "production"));
        Alert alert = Alert.builder("flux-system/all")
                .provider("github")
                .eventSource(EventSource.of("Kustomization", "*"))
                .build();
        Provider provider = Provider.builder("flux-system/github")
                .type("github")
                .address("https://user:secret@github.com/org/repo")
                .secretRef("token")
                .build();

        assertThat(ExpressionVariables.of(StatusContext.of(event, alert, provider, "1".repeat(40))))
                .isEqualTo(Map.of(
                        "event",
                        Map.of(
                                "involvedObject",
                                Map.of(
                                        "kind", "Kustomization",
                                        "namespace", "flux-system",
                                        "name", "apps",
                                        "apiVersion", "kustomize.toolkit.fluxcd.io/v1"),
                                "severity",
                                "info",
                                "timestamp",
                                "2026-11-20T12:00:00Z",
                                "message",
                                "Applied",
                                "reason",
                                "ReconciliationSucceeded",
                                "metadata",
                                Map.of("environment", "production"),
                                "reportingController",
                                "kustomize-controller"),
                        "alert",
                        Map.of(
                                "kind",
                                "Alert",
                                "apiVersion",
                                "notification.toolkit.fluxcd.io/v1beta3",
                                "metadata",
                                Map.of("name", "all", "namespace", "flux-system"),
                                "spec",
                                Map.of(
                                        "providerRef", Map.of("name", "github"),
                                        "eventSeverity", "info",
                                        "eventSources", List.of(Map.of("kind", "Kustomization", "name", "*")))),
                        "provider",
                        Map.of(
                                "kind",
                                "Provider",
                                "apiVersion",
                                "notification.toolkit.fluxcd.io/v1beta3",
                                "metadata",
                                Map.of("name", "github", "namespace", "flux-system"),
                                "spec",
                                Map.of(
                                        "type", "github",
                                        "address", "https://github.com/org/repo",
                                        "secretRef", Map.of("name", "token")))));
    }
}
