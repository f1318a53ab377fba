package io.commitstatus.internal.config;

import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes changes, and looks again at what they touch: the documents put, and those that name a document put or removed. A
 * lenient configuration leaves out what is broken here, too; any other takes it as it is.
 */
final class Recheck {
    private final Options options;
    private final Changes changes;
    private final List<Finding> findings = new ArrayList<>();

    Recheck(Options options, Changes changes) {
        this.options = options;
        this.changes = changes;
    }

    Documents run(Documents before) {
        for (Finding finding : before.findings()) {
            if (!changes.touches(finding.about()) && !changes.touches(finding.needs())) {
                findings.add(finding);
            }
        }
        NavigableMap<NamespacedName, Secret> secrets = changed(before.secrets(), changes.secrets());
        NavigableMap<NamespacedName, Provider> providers = changed(before.providers(), changes.providers());
        Map<NamespacedName, Absence> absent = new HashMap<>(before.absent());
        absent.keySet().removeAll(changes.providers().keySet());
        providers(providers, new SecretReferences(options, secrets), absent);

        NavigableMap<NamespacedName, Alert> alerts = changed(before.allAlerts(), changes.alerts());
        NavigableMap<NamespacedName, Alert> active = before.alerts();
        if (!changes.providers().isEmpty() || !changes.alerts().isEmpty()) {
            active = new TreeMap<>(active);
            active.keySet().removeAll(changes.alerts().keySet());
            alerts(alerts, active, new ProviderReferences(providers, absent));
        }
        return new Documents(options, providers, alerts, secrets, active, absent, List.copyOf(findings));
    }

    private void providers(
            NavigableMap<NamespacedName, Provider> providers,
            SecretReferences references,
            Map<NamespacedName, Absence> absent) {
        if (changes.providers().isEmpty() && changes.secrets().isEmpty()) {
            return;
        }
        List<Provider> touched =
                providers.values().stream().filter(this::isTouched).toList();
        for (Provider provider : touched) {
            Subject subject = new Subject(Subject.PROVIDER, provider.name());
            Report report = report(subject);
            ProviderCheck check = new ProviderCheck(options, provider, Locator.built(subject), report);
            if (changes.providers().containsKey(provider.name())) {
                check.all(references)
                        .filter(it -> options.lenient() || it == Absence.IGNORED)
                        .ifPresent(it -> {
                            providers.remove(provider.name());
                            absent.put(provider.name(), it);
                        });
            } else {
                findings.removeIf(it -> subject.equals(it.about())
                        && it.needs() != null
                        && it.needs().kind().equals(Subject.SECRET));
                check.secrets(references);
            }
            findings.addAll(report.findings());
        }
    }

    private void alerts(
            NavigableMap<NamespacedName, Alert> alerts,
            NavigableMap<NamespacedName, Alert> active,
            ProviderReferences references) {
        List<Alert> touched = alerts.values().stream().filter(this::isTouched).toList();
        for (Alert alert : touched) {
            Subject subject = new Subject(Subject.ALERT, alert.name());
            Report report = report(subject);
            if (changes.alerts().containsKey(alert.name())) {
                new AlertCheck(alert, Locator.built(subject), report).run();
            }
            boolean heard = references.alert(alert, Locator.built(subject), report);
            findings.addAll(report.findings());
            active.remove(alert.name());
            if (options.lenient() && report.broken()) {
                alerts.remove(alert.name());
            } else if (heard) {
                active.put(alert.name(), alert);
            }
        }
    }

    private Report report(Subject subject) {
        Report report = new Report(options.strict());
        report.about(subject);
        return report;
    }

    private boolean isTouched(Provider provider) {
        return changes.providers().containsKey(provider.name())
                || isTouched(provider.secretRef())
                || isTouched(provider.certSecretRef())
                || isTouched(provider.proxySecretRef());
    }

    private boolean isTouched(Optional<NamespacedName> secret) {
        return secret.isPresent() && changes.secrets().containsKey(secret.get());
    }

    private boolean isTouched(Alert alert) {
        return changes.alerts().containsKey(alert.name()) || changes.providers().containsKey(alert.provider());
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
