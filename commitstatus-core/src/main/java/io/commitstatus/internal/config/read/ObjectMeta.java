package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.model.NamespacedName;
import java.util.Map;
import java.util.Optional;

/** What every Kubernetes object has: its name, and what hangs on it. */
record ObjectMeta(NamespacedName name, Optional<String> uid, Map<String, String> annotations) {

    /** {@return the header; empty when there is no usable name, which is then reported} */
    static Optional<ObjectMeta> read(Fields document, ProblemCollector report) {
        if (!document.has("metadata")) {
            report.error(
                    document.place(), "metadata", "this field is missing; write a mapping with namespace and name");
            return Optional.empty();
        }
        Optional<Fields> found = document.object("metadata");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields metadata = found.get();
        Optional<String> name = metadata.required("name", "the object's name");
        name.flatMap(Names::nameProblem)
                .ifPresent(it -> report.error(metadata.placeOf("name"), metadata.path("name"), it));
        Optional<String> namespace = namespace(metadata, report);
        Optional<String> uid = metadata.text("uid").filter(it -> !it.isEmpty());
        Map<String, String> annotations = metadata.textMap("annotations");
        // The rest is for the cluster, and as large as it likes.
        metadata.knowing("labels", "generateName", "creationTimestamp", "deletionTimestamp")
                .knowing("deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink", "managedFields")
                .knowing("ownerReferences", "finalizers")
                .done();
        return name.isEmpty() || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectMeta(new NamespacedName(namespace.get(), name.get()), uid, annotations));
    }

    private static Optional<String> namespace(Fields metadata, ProblemCollector report) {
        if (!metadata.has("namespace")) {
            report.warning(
                    metadata.place(),
                    metadata.path("namespace"),
                    "this field is missing and taken as \"default\", as by kubectl; write the namespace");
            return Optional.of("default");
        }
        Optional<String> namespace = metadata.required("namespace", "the object's namespace");
        namespace
                .flatMap(Names::namespaceProblem)
                .ifPresent(it -> report.error(metadata.placeOf("namespace"), metadata.path("namespace"), it));
        return namespace;
    }
}
