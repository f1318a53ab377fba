package io.commitstatus.internal.config;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is put and removed, by name; the last word counts. An empty value removes. */
public record Changes(
        Map<NamespacedName, Optional<Provider>> providers,
        Map<NamespacedName, Optional<Alert>> alerts,
        Map<NamespacedName, Optional<Secret>> secrets) {

    /** {@return no changes yet} */
    public static Changes none() {
        return new Changes(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Whether this document is put or removed. */
    boolean touches(@Nullable DocumentId subject) {
        if (subject == null) {
            return false;
        }
        return switch (subject.kind()) {
            case DocumentId.PROVIDER -> providers.containsKey(subject.name());
            case DocumentId.ALERT -> alerts.containsKey(subject.name());
            default -> secrets.containsKey(subject.name());
        };
    }
}
