package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commitstatus.internal.Vectors.Vector;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import io.commitstatus.policy.EventGate;
import io.commitstatus.spi.StatusLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Vectors that need a routing table. */
final class RoutingVectors {
    private static final Set<String> PUBLISHED =
            Set.of("github", "gitlab", "gitea", "bitbucket", "bitbucketserver", "azuredevops");
    private static final String REVISION = "main@sha1:a1afe267b54f38b46b487f6e938a6fd508278c07";

    private RoutingVectors() {}

    static void check(Vector vector) {
        switch (vector.text("op")) {
            case "filterAlerts" ->
                assertThat(matching(vector))
                        .hasSize(vector.expect().path("matchingAlertCount").asInt());
            case "eventMatchesSource", "messageAllowed" ->
                assertThat(matching(vector)).hasSize(vector.expect().asBoolean() ? 1 : 0);
            case "serve" ->
                assertThat(matching(vector))
                        .hasSize(vector.expect().path("forwarded").asBoolean() ? 1 : 0);
            case "notificationParams", "dispatch" -> params(vector);
            case "gate" -> gate(vector);
            case "post" -> post(vector);
            default -> throw new UnsupportedOperationException(vector.toString());
        }
    }

    /** The Alerts that accept the vector's event, once it is given a commit and a state whatever its severity. */
    private static List<Decision> matching(Vector vector) {
        JsonNode input = vector.input();
        Tables tables = new Tables();
        tables.state = context -> Optional.of(CommitState.SUCCESS);
        tables.crossNamespaceRefs = !input.path("noCrossNamespaceRefs").asBoolean();
        tables.labels = object -> {
            for (JsonNode it : input.path("clusterObjects")) {
                if (it.path("kind").asText().equals(object.kind())
                        && it.path("namespace").asText().equals(object.namespace())
                        && it.path("name").asText().equals(object.name())) {
                    return Optional.of(map(it.path("labels")));
                }
            }
            return Optional.empty();
        };
        JsonNode event = input.path("event");
        String namespace = input.path("alertNamespace").asText("foo-ns");
        if (input.has("alerts")) {
            input.path("alerts").forEach(it -> alert(tables, it, namespace, ""));
        } else if (input.has("alert")) {
            alert(tables, input.path("alert"), namespace, "info");
        } else if (input.has("source")) {
            tables.alert(begin(tables, namespace)
                    .eventSeverity(new Severity(vector.text("alertSeverity")))
                    .eventSource(source(input.path("source"))));
        } else {
            alert(tables, input, namespace, "info");
            tables.alerts.replaceAll(it -> {
                Alert.Builder all = begin(tables, namespace).eventSource(EventSource.of("Kustomization", "*"));
                it.inclusionList().forEach(all::include);
                it.exclusionList().forEach(all::exclude);
                return all.build();
            });
        }
        Event parsed = event.isMissingNode()
                ? Event.builder("Kustomization", namespace + "/n")
                        .message(vector.text("message"))
                        .build()
                : Event.parse(event.toString());
        return tables
                .decide(parsed.toBuilder()
                        .metadata(Event.GROUP + "/commit", REVISION)
                        .build())
                .stream()
                .filter(Decision.Send.class::isInstance)
                .toList();
    }

    private static void alert(Tables tables, JsonNode node, String namespace, String severity) {
        Alert.Builder alert = begin(tables, node.path("namespace").asText(namespace))
                .eventSeverity(new Severity(node.path("eventSeverity").asText(severity)));
        node.path("eventSources").forEach(it -> alert.eventSource(source(it)));
        node.path("inclusionList").forEach(it -> alert.include(it.asText()));
        node.path("exclusionList").forEach(it -> alert.exclude(it.asText()));
        tables.alert(alert);
    }

    private static Alert.Builder begin(Tables tables, String namespace) {
        tables.provider(Provider.builder(namespace + "/forge").type("github").build());
        return Alert.builder(namespace + "/alert-" + tables.alerts.size()).provider("forge");
    }

    private static EventSource source(JsonNode node) {
        EventSource source =
                EventSource.of(node.path("kind").asText(), node.path("name").asText());
        if (node.has("namespace")) {
            source = source.inNamespace(node.path("namespace").asText());
        }
        return node.has("matchLabels") ? source.matchingLabels(map(node.path("matchLabels"))) : source;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new HashMap<>();
        node.properties().forEach(it -> map.put(it.getKey(), it.getValue().asText()));
        return map;
    }

    private static void params(Vector vector) {
        if (vector.input().has("serviceAccountName")) {
            throw new UnsupportedOperationException(vector.toString());
        }
        String alert = vector.text("alertNamespace");
        String object = vector.input().path("eventNamespace").asText(alert);
        Tables tables = new Tables();
        tables.crossNamespaceRefs = !vector.input().path("noCrossNamespaceRefs").asBoolean();
        tables.alert(Alert.builder(alert + "/a")
                .provider("forge")
                .eventSource(EventSource.of("Kustomization", "*").inNamespace(object)));
        tables.provider(Provider.builder(vector.text("providerNamespace") + "/forge")
                .type("github")
                .build());
        List<Decision> plans = tables.decide(Event.builder("Kustomization", object + "/foo")
                .revision(REVISION)
                .build());
        assertThat(plans).singleElement().isInstanceOf(vector.fails() ? Decision.Skip.class : Decision.Send.class);
    }

    /** The gate alone: what stops an event later on, such as an empty commit, is another matter. */
    private static void gate(Vector vector) {
        if (!PUBLISHED.contains(vector.text("providerType"))) {
            throw new UnsupportedOperationException(vector.toString());
        }
        Tables tables = new Tables();
        tables.gate = EventGate.flux();
        tables.provider(Provider.builder("foo-ns/forge")
                .type(vector.text("providerType"))
                .suspended(vector.input().path("providerSuspended").asBoolean())
                .build());
        Alert.Builder alert = Alert.builder("foo-ns/a")
                .provider("forge")
                .eventSource(EventSource.of("Kustomization", "*"))
                .eventMetadata("revision", REVISION);
        map(vector.input().path("alertEventMetadata")).forEach(alert::eventMetadata);
        List<Decision> plans = tables.alert(alert)
                .decide(Event.parse(vector.input().path("event").toString()));
        boolean dropped = plans.get(0) instanceof Decision.Skip skipped
                && (skipped.reason().startsWith("Flux's gate")
                        || skipped.reason().endsWith("is suspended"));
        assertThat(dropped).isEqualTo(!vector.expect().path("decision").asText().equals("dispatched"));
    }

    private static void post(Vector vector) {
        String event = "{\"involvedObject\":{\"kind\":\"K\",\"namespace\":\"foo-ns\",\"name\":\"n\"},"
                + vector.input().path("event").toString().substring(1);
        List<Decision> plans = new Tables()
                .provider(
                        Provider.builder("foo-ns/forge")
                                .type(vector.text("providerType"))
                                .build(),
                        StatusLimits.builder().build())
                .alert(Alert.builder("foo-ns/a").provider("forge").eventSource(EventSource.of("K", "*")))
                .decide(Event.parseForwarded(event));
        assertThat(plans)
                .singleElement()
                .isInstanceOf(
                        vector.expect().path("decision").asText().equals("post")
                                ? Decision.Send.class
                                : Decision.Skip.class);
        String state = vector.expect().path("state").asText();
        if (!state.isEmpty()) {
            assertThat(((Decision.Send) plans.get(0)).status().state()).hasToString(state);
        }
    }
}
