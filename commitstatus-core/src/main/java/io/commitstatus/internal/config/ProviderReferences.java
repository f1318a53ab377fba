package io.commitstatus.internal.config;

import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What can be wrong between an Alert and its Provider. The Alert waits: its Provider may come a moment later. */
final class ProviderReferences {
    private final NavigableMap<NamespacedName, Provider> providers;
    private final Map<NamespacedName, Absence> absent;

    ProviderReferences(NavigableMap<NamespacedName, Provider> providers, Map<NamespacedName, Absence> absent) {
        this.providers = providers;
        this.absent = absent;
    }

    /** {@return whether the Provider is there} */
    boolean alert(Alert alert, Locator locator, Report report) {
        NamespacedName name = alert.provider();
        if (providers.containsKey(name)) {
            return true;
        }
        String path = "spec.providerRef.name";
        Subject needs = new Subject(Subject.PROVIDER, name);
        Absence absence = absent.get(name);
        if (absence == Absence.IGNORED) {
            report.ignored(
                    locator.at(path),
                    path,
                    needs + " is of a chat or webhook type and ignored, and so is this Alert",
                    needs);
        } else if (absence == Absence.BROKEN) {
            report.waiting(
                    locator.at(path),
                    path,
                    needs + " is broken, so this Alert sends nothing; correct the Provider",
                    needs);
        } else {
            List<String> others = Range.names(providers, name.namespace());
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
