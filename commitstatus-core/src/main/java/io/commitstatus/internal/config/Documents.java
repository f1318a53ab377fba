package io.commitstatus.internal.config;

import io.commitstatus.internal.config.ProviderReferences.Absence;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Providers, Alerts and Secrets that are sound by themselves, and what is wrong with the rest. Immutable: a change copies the
 * maps that it touches and looks at what it touches again, nothing else.
 */
public final class Documents {
    private final Options options;
    private final NavigableMap<NamespacedName, Provider> providers;
    private final NavigableMap<NamespacedName, Alert> alerts;
    private final NavigableMap<NamespacedName, Secret> secrets;
    private final Map<NamespacedName, Absence> absent;
    private final List<Finding> findings;
    private final List<Alert> active;

    Documents(
            Options options,
            NavigableMap<NamespacedName, Provider> providers,
            NavigableMap<NamespacedName, Alert> alerts,
            NavigableMap<NamespacedName, Secret> secrets,
            Map<NamespacedName, Absence> absent,
            List<Finding> findings) {
        this.options = options;
        this.providers = Collections.unmodifiableNavigableMap(providers);
        this.alerts = Collections.unmodifiableNavigableMap(alerts);
        this.secrets = Collections.unmodifiableNavigableMap(secrets);
        this.absent = absent;
        this.findings = findings;
        this.active = alerts.values().stream()
                .filter(it -> providers.containsKey(it.provider()))
                .toList();
    }

    /** No documents. */
    public static Documents none(Options options) {
        return new Documents(options, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Map.of(), List.of());
    }

    /** {@return how they were read} */
    public Options options() {
        return options;
    }

    /** {@return the Providers, by name} */
    public NavigableMap<NamespacedName, Provider> providers() {
        return providers;
    }

    /** {@return the Alerts whose Provider is there, by name} */
    public List<Alert> alerts() {
        return active;
    }

    /** {@return the Secrets, by name} */
    public NavigableMap<NamespacedName, Secret> secrets() {
        return secrets;
    }

    /** {@return what is wrong, in the order of the documents} */
    public List<Problem> problems() {
        return findings.stream().map(Finding::problem).toList();
    }

    /** {@return these documents after changes, of which none is refused} */
    public Documents with(Changes changes) {
        NavigableMap<NamespacedName, Provider> newProviders = changed(providers, changes.providers());
        NavigableMap<NamespacedName, Alert> newAlerts = changed(alerts, changes.alerts());
        NavigableMap<NamespacedName, Secret> newSecrets = changed(secrets, changes.secrets());
        Map<NamespacedName, Absence> newAbsent = new HashMap<>(absent);
        newAbsent.keySet().removeAll(changes.providers().keySet());

        List<Finding> kept = new ArrayList<>();
        for (Finding finding : findings) {
            if (Stream.of(Optional.ofNullable(finding.about()), Optional.ofNullable(finding.needs()))
                    .noneMatch(it -> it.filter(changes::touches).isPresent())) {
                kept.add(finding);
            }
        }
        Recheck recheck = new Recheck(options, changes, newSecrets, new ProviderReferences(newProviders, newAbsent));
        newProviders.values().forEach(it -> kept.addAll(recheck.provider(it)));
        newAlerts.values().forEach(it -> kept.addAll(recheck.alert(it)));
        return new Documents(options, newProviders, newAlerts, newSecrets, newAbsent, List.copyOf(kept));
    }

    private static <T> NavigableMap<NamespacedName, T> changed(
            NavigableMap<NamespacedName, T> documents, Map<NamespacedName, Optional<T>> changes) {
        if (changes.isEmpty()) {
            return documents;
        }
        NavigableMap<NamespacedName, T> changed = new TreeMap<>(documents);
        changes.forEach(
                (name, value) -> value.ifPresentOrElse(it -> changed.put(name, it), () -> changed.remove(name)));
        return changed;
    }
}
