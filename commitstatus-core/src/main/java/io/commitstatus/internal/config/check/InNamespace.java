package io.commitstatus.internal.config.check;

import io.commitstatus.model.NamespacedName;
import java.util.List;
import java.util.NavigableMap;

/** What stands in one namespace. */
final class InNamespace {
    private static final int MAX_CANDIDATES = 100;

    private InNamespace() {}

    static <T> NavigableMap<NamespacedName, T> of(NavigableMap<NamespacedName, T> documents, String namespace) {
        // A space and a "~" stand before and after all that a name may hold.
        return documents.subMap(new NamespacedName(namespace, " "), true, new NamespacedName(namespace, "~"), true);
    }

    /** {@return the first names, to look for a near miss among them} */
    static List<String> names(NavigableMap<NamespacedName, ?> documents, String namespace) {
        return of(documents, namespace).keySet().stream()
                .limit(MAX_CANDIDATES)
                .map(NamespacedName::name)
                .toList();
    }
}
