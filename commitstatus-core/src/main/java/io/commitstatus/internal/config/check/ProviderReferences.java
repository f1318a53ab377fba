package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What can be wrong between an Alert and its Provider. The Alert waits: its Provider may come a moment later. */
public final class ProviderReferences {
    private final NavigableMap<NamespacedName, Provider> providers;
    private final Map<NamespacedName, ExclusionReason> absent;

    public ProviderReferences(
            NavigableMap<NamespacedName, Provider> providers, Map<NamespacedName, ExclusionReason> absent) {
        this.providers = providers;
        this.absent = absent;
    }

    /** {@return whether the Provider is there} */
    public boolean alert(Alert alert, Locator locator, ProblemCollector report) {
        NamespacedName name = alert.provider();
        if (providers.containsKey(name)) {
            return true;
        }
        String path = "spec.providerRef.name";
        DocumentId needs = new DocumentId(DocumentId.PROVIDER, name);
        ExclusionReason absence = absent.get(name);
        if (absence == ExclusionReason.IGNORED) {
            report.ignored(
                    locator.at(path),
                    path,
                    needs + " is of a chat or webhook type and ignored, and so is this Alert",
                    needs);
        } else if (absence == ExclusionReason.BROKEN) {
            report.waiting(
                    locator.at(path),
                    path,
                    needs + " is broken, so this Alert sends nothing; correct the Provider",
                    needs);
        } else {
            List<String> others = InNamespace.names(providers, name.namespace());
            report.waiting(
                    locator.at(path),
                    path,
                    "there is no Provider " + Names.quoted(name.name()) + " in the Alert's namespace "
                            + name.namespace()
                            + NearMiss.orElse(name.name(), others, "; add it, or correct the name"),
                    needs);
        }
        return false;
    }
}
