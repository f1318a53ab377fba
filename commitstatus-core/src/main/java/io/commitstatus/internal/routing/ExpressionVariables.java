package io.commitstatus.internal.routing;

import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.StatusContext;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code commitStatusExpr} sees: event, alert and provider in the JSON form that Flux gives them, as far as the model has
 * it. As there, an empty field is missing, and the event's metadata are combined and have bare keys.
 */
final class ExpressionVariables {
    private static final String API_VERSION = "notification.toolkit.fluxcd.io/v1beta3";

    private ExpressionVariables() {}

    /** {@return the variables by name} */
    static Map<String, Object> of(StatusContext context) {
        return Map.of(
                "event", event(context.event()),
                "alert", alert(context.alert()),
                "provider", provider(context.provider()));
    }

    private static Map<String, Object> event(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("involvedObject", involved(event.involvedObject()));
        fields.put("severity", event.severity().value());
        put(
                fields,
                "timestamp",
                event.timestamp().map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString()));
        fields.put("message", event.message());
        fields.put("reason", event.reason());
        put(fields, "metadata", Optional.of(event.metadata()).filter(it -> !it.isEmpty()));
        fields.put("reportingController", event.reportingController());
        put(fields, "reportingInstance", text(event.reportingInstance()));
        return fields;
    }

    private static Map<String, Object> involved(ObjectReference object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "kind", text(object.kind()));
        put(fields, "namespace", text(object.namespace()));
        put(fields, "name", text(object.name()));
        put(fields, "uid", text(object.uid()));
        put(fields, "apiVersion", text(object.apiVersion()));
        return fields;
    }

    private static Map<String, Object> alert(Alert alert) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("providerRef", Map.of("name", alert.provider().name()));
        spec.put("eventSeverity", alert.eventSeverity().value());
        spec.put("eventSources", sources(alert.eventSources()));
        put(spec, "inclusionList", Optional.of(alert.inclusionList()).filter(it -> !it.isEmpty()));
        put(spec, "exclusionList", Optional.of(alert.exclusionList()).filter(it -> !it.isEmpty()));
        put(spec, "eventMetadata", Optional.of(alert.eventMetadata()).filter(it -> !it.isEmpty()));
        put(spec, "summary", text(alert.summary()));
        return object("Alert", metadata(alert.name()), spec);
    }

    private static List<Object> sources(List<EventSource> sources) {
        List<Object> list = new ArrayList<>();
        for (EventSource source : sources) {
            Map<String, Object> fields = new LinkedHashMap<>();
            put(fields, "apiVersion", source.apiVersion());
            fields.put("kind", source.kind());
            fields.put("name", source.name());
            put(fields, "namespace", source.namespace());
            put(fields, "matchLabels", source.matchLabels());
            list.add(fields);
        }
        return list;
    }

    private static Map<String, Object> provider(Provider provider) {
        Map<String, Object> metadata = metadata(provider.name());
        put(metadata, "uid", provider.uid());
        put(metadata, "annotations", Optional.of(provider.annotations()).filter(it -> !it.isEmpty()));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("type", provider.type());
        put(spec, "username", provider.username());
        // A password there would end in a public status.
        put(spec, "address", provider.address().map(it -> it.replaceFirst("//[^/@]*@", "//")));
        put(spec, "channel", provider.channel());
        put(spec, "secretRef", provider.secretRef().map(it -> Map.of("name", it.name())));
        put(spec, "certSecretRef", provider.certSecretRef().map(it -> Map.of("name", it.name())));
        put(spec, "proxySecretRef", provider.proxySecretRef().map(it -> Map.of("name", it.name())));
        put(spec, "commitStatusExpr", provider.commitStatusExpr());
        return object("Provider", metadata, spec);
    }

    private static Map<String, Object> metadata(NamespacedName name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name.name());
        metadata.put("namespace", name.namespace());
        return metadata;
    }

    private static Map<String, Object> object(String kind, Map<String, Object> metadata, Map<String, Object> spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        fields.put("apiVersion", API_VERSION);
        fields.put("metadata", metadata);
        fields.put("spec", spec);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<?> value) {
        value.ifPresent(it -> fields.put(name, it));
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }
}
