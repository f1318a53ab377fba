package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.AlertCheck;
import io.commitstatus.internal.config.check.ExclusionReason;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.check.ProviderCheck;
import io.commitstatus.internal.config.check.ProviderReferences;
import io.commitstatus.internal.config.check.SecretReferences;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.report.TrackedProblem;
import io.commitstatus.internal.config.yaml.Locator;
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
final class IncrementalCheck {
    private final Options options;
    private final Changes changes;
    private final List<TrackedProblem> findings = new ArrayList<>();

    IncrementalCheck(Options options, Changes changes) {
        this.options = options;
        this.changes = changes;
    }

    Documents run(Documents before) {
        for (TrackedProblem finding : before.findings()) {
            if (!changes.touches(finding.about()) && !changes.touches(finding.needs())) {
                findings.add(finding);
            }
        }
        NavigableMap<NamespacedName, Secret> secrets = changed(before.secrets(), changes.secrets());
        NavigableMap<NamespacedName, Provider> providers = changed(before.providers(), changes.providers());
        Map<NamespacedName, ExclusionReason> absent = new HashMap<>(before.absent());
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
            Map<NamespacedName, ExclusionReason> absent) {
        if (changes.providers().isEmpty() && changes.secrets().isEmpty()) {
            return;
        }
        List<Provider> touched =
                providers.values().stream().filter(this::isTouched).toList();
        for (Provider provider : touched) {
            DocumentId subject = new DocumentId(DocumentId.PROVIDER, provider.name());
            ProblemCollector report = report(subject);
            ProviderCheck check = new ProviderCheck(options, provider, Locator.built(subject), report);
            if (changes.providers().containsKey(provider.name())) {
                check.all(references)
                        .filter(it -> options.lenient() || it == ExclusionReason.IGNORED)
                        .ifPresent(it -> {
                            providers.remove(provider.name());
                            absent.put(provider.name(), it);
                        });
            } else {
                findings.removeIf(it -> subject.equals(it.about())
                        && it.needs() != null
                        && it.needs().kind().equals(DocumentId.SECRET));
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
            DocumentId subject = new DocumentId(DocumentId.ALERT, alert.name());
            ProblemCollector report = report(subject);
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

    private ProblemCollector report(DocumentId subject) {
        ProblemCollector report = new ProblemCollector(options.strict());
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
