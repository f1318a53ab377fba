package io.commitstatus.internal.config;

import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks again at what changes touch: the documents put, and those that name a document put or removed. */
final class Recheck {
    private final Options options;
    private final Changes changes;
    private final NavigableMap<NamespacedName, Secret> secrets;
    private final SecretReferences secretReferences;
    private final ProviderReferences providerReferences;

    Recheck(
            Options options,
            Changes changes,
            NavigableMap<NamespacedName, Secret> secrets,
            ProviderReferences providerReferences) {
        this.options = options;
        this.changes = changes;
        this.secrets = secrets;
        this.secretReferences = new SecretReferences(options, secrets);
        this.providerReferences = providerReferences;
    }

    List<Finding> provider(Provider provider) {
        boolean put = changes.providers().containsKey(provider.name());
        if (!put && !namesTouchedSecret(provider)) {
            return List.of();
        }
        Subject subject = new Subject(Subject.PROVIDER, provider.name());
        Locator locator = Locator.built(subject);
        Report report = new Report(options.strict());
        report.about(subject);
        ProviderCheck check = new ProviderCheck(options, provider, locator, report);
        if (put && !check.ignored()) {
            check.run(provider.secretRef().map(secrets::get));
        }
        secretReferences.secrets(provider, locator, report);
        if (!report.broken()) {
            secretReferences.credentials(provider, locator, report);
        }
        return report.findings();
    }

    List<Finding> alert(Alert alert) {
        boolean put = changes.alerts().containsKey(alert.name());
        if (!put && !changes.providers().containsKey(alert.provider())) {
            return List.of();
        }
        Subject subject = new Subject(Subject.ALERT, alert.name());
        Locator locator = Locator.built(subject);
        Report report = new Report(options.strict());
        report.about(subject);
        if (put) {
            new AlertCheck(alert, locator, report).run();
        }
        providerReferences.alert(alert, locator, report);
        return report.findings();
    }

    private boolean namesTouchedSecret(Provider provider) {
        return !changes.secrets().isEmpty()
                && Stream.of(provider.secretRef(), provider.certSecretRef(), provider.proxySecretRef())
                        .flatMap(Optional::stream)
                        .anyMatch(changes.secrets()::containsKey);
    }
}
