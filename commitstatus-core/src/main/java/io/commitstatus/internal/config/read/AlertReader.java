package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Node;
import io.commitstatus.model.Alert;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Severity;
import java.util.List;
import java.util.Optional;

/** Makes an Alert of its document. What can be seen in the Alert itself is checked later. */
final class AlertReader {
    /** Stands in where an error has been reported already; no object can have this name. */
    private static final String MISSING = "?";

    private AlertReader() {}

    static Optional<Alert> read(ObjectMeta header, Fields document, ProblemCollector report) {
        Optional<Fields> found = document.object("spec");
        if (found.isEmpty()) {
            if (!document.has("spec")) {
                report.error(
                        document.place(),
                        "spec",
                        "this field is missing; write a mapping with providerRef and eventSources");
            }
            return Optional.empty();
        }
        Fields spec = found.get();
        Alert.Builder alert = Alert.builder(header.name()).provider(provider(spec, report));
        spec.text("eventSeverity").map(Severity::new).ifPresent(alert::eventSeverity);
        if (!spec.has("eventSources")) {
            report.error(
                    spec.place(), spec.path("eventSources"), "this field is missing; write a list of kind and name");
        }
        List<Node> sources = spec.list("eventSources");
        for (int i = 0; i < sources.size(); i++) {
            // What is reported here already still takes its place, so that the others keep their index.
            alert.eventSource(Fields.object(sources.get(i), spec.path("eventSources") + "[" + i + "]", report)
                    .map(AlertReader::eventSource)
                    .orElse(EventSource.of("", "")));
        }
        spec.texts("inclusionList").forEach(alert::include);
        spec.texts("exclusionList").forEach(alert::exclude);
        spec.textMap("eventMetadata").forEach(alert::eventMetadata);
        spec.text("summary").ifPresent(alert::summary);
        alert.suspended(spec.flag("suspend"));
        spec.done();
        return Optional.of(alert.build());
    }

    private static String provider(Fields spec, ProblemCollector report) {
        if (!spec.has("providerRef")) {
            report.error(
                    spec.place(),
                    spec.path("providerRef"),
                    "this field is missing; write a mapping with the Provider's name");
            return MISSING;
        }
        return spec.object("providerRef")
                .flatMap(reference -> {
                    Optional<String> name =
                            reference.required("name", "the name of a Provider in the Alert's namespace");
                    reference.done();
                    return name;
                })
                .orElse(MISSING);
    }

    private static EventSource eventSource(Fields source) {
        Optional<String> kind = source.required("kind", "the kind of object to listen to, as in Kustomization");
        Optional<String> name = source.required("name", "an object's name, or '*' for every name");
        EventSource read = EventSource.of(kind.orElse(""), name.orElse(""));
        Optional<String> namespace = source.text("namespace").filter(it -> !it.isEmpty());
        if (namespace.isPresent()) {
            read = read.inNamespace(namespace.get());
        }
        Optional<String> apiVersion = source.text("apiVersion");
        if (apiVersion.isPresent()) {
            read = read.withApiVersion(apiVersion.get());
        }
        if (source.has("matchLabels")) {
            read = read.matchingLabels(source.textMap("matchLabels"));
        }
        source.done();
        return read;
    }
}
