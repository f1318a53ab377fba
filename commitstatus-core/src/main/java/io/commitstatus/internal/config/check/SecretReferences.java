package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.internal.http.TransportCheck;
import io.commitstatus.internal.targets.EffectiveProvider;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/** What can be wrong between a Provider and its Secrets. The Provider stays: another resolver may have the right ones. */
public final class SecretReferences {
    /** What says where to, by which way and whom to trust, and so may stand beside credentials that are in a vault. */
    private static final Set<String> NO_CREDENTIALS = Set.of(
            "address", "username", "headers", "proxy", "ca.crt", "caFile", "tls.crt", "certFile", "tls.key", "keyFile");

    private static final String CREDENTIALS = "spec.secretRef.name";
    private static final String CERTIFICATES = "spec.certSecretRef.name";
    private static final String PROXY = "spec.proxySecretRef.name";

    private final Options options;
    private final NavigableMap<NamespacedName, Secret> secrets;
    private final Map<String, Boolean> credentialsHere = new HashMap<>();

    public SecretReferences(Options options, NavigableMap<NamespacedName, Secret> secrets) {
        this.options = options;
        this.secrets = secrets;
    }

    /** {@return the Secret with the Provider's credentials, if it stands in this configuration} */
    Optional<Secret> secret(Provider provider) {
        return provider.secretRef().map(secrets::get);
    }

    /** Whether the Secrets are there, and hold the files that they are for. */
    void secrets(Provider provider, Locator locator, ProblemCollector report) {
        Optional<Secret> credentials = missing(CREDENTIALS, provider.secretRef(), locator, report);
        Optional<Secret> certificates = missing(CERTIFICATES, provider.certSecretRef(), locator, report);
        Optional<Secret> proxy = missing(PROXY, provider.proxySecretRef(), locator, report);
        if (provider.certSecretRef().isPresent()) {
            certificates
                    .flatMap(it -> TransportCheck.tls(null, it))
                    .ifPresent(it -> waiting(CERTIFICATES, provider.certSecretRef(), it, locator, report));
        } else {
            credentials
                    .flatMap(it -> TransportCheck.tls(it, null))
                    .ifPresent(it -> waiting(CREDENTIALS, provider.secretRef(), it, locator, report));
        }
        if (provider.proxySecretRef().isPresent()) {
            proxy.flatMap(it -> TransportCheck.proxy(provider, null, it))
                    .ifPresent(it -> waiting(PROXY, provider.proxySecretRef(), it, locator, report));
        } else {
            credentials
                    .filter(it -> it.keys().contains("proxy"))
                    .flatMap(it -> TransportCheck.proxy(provider, it, null)
                            .map(problem -> "Secret " + it.name() + ": " + problem))
                    .ifPresent(it -> waiting(CREDENTIALS, provider.secretRef(), it, locator, report));
        }
    }

    /** Whether the publisher can begin with the credentials. */
    void credentials(Provider provider, Locator locator, ProblemCollector report) {
        CommitStatusPublisher publisher = options.publishers().get(provider.type());
        Optional<Secret> secret = secret(provider);
        if (publisher != null && (provider.secretRef().isEmpty() || secret.isPresent())) {
            open(publisher, provider, secret, locator, report);
        }
    }

    private void open(
            CommitStatusPublisher publisher,
            Provider provider,
            Optional<Secret> secret,
            Locator locator,
            ProblemCollector report) {
        String path = provider.secretRef().isPresent() ? CREDENTIALS : "spec.secretRef";
        try {
            Provider effective = EffectiveProvider.of(provider, secret);
            Destination destination = publisher.destination(effective);
            Secret opened = secret.orElse(Secret.of(provider.name(), Map.of()));
            PublisherSession session = destination.open(new OfflineContext(effective, opened));
            session.close();
        } catch (InvalidFieldException e) {
            String field = ProviderCheck.path(e.field());
            if (field.startsWith("spec.") || field.startsWith("metadata.")) {
                waiting(field, provider.secretRef(), String.valueOf(e.getMessage()), locator, report);
            } else {
                String where = secret.map(it -> "Secret " + it.name()).orElse("no Secret is named");
                waiting(path, provider.secretRef(), where + ": " + e.getMessage(), locator, report);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            waiting(path, provider.secretRef(), ProviderCheck.failed(publisher, e), locator, report);
        }
    }

    private Optional<Secret> missing(
            String path, Optional<NamespacedName> reference, Locator locator, ProblemCollector report) {
        Optional<Secret> secret = reference.map(secrets::get);
        if (reference.isPresent()
                && secret.isEmpty()
                && credentialsHere(reference.get().namespace())) {
            NamespacedName name = reference.get();
            waiting(
                    path,
                    reference,
                    "there is no Secret " + Names.quoted(name.name()) + " in namespace " + name.namespace()
                            + ", although others are"
                            + NearMiss.orElse(
                                    name.name(),
                                    InNamespace.names(secrets, name.namespace()),
                                    "; add it, or correct the name"),
                    locator,
                    report);
        }
        return secret;
    }

    private static void waiting(
            String path, Optional<NamespacedName> secret, String message, Locator locator, ProblemCollector report) {
        if (secret.isPresent()) {
            report.waiting(locator.at(path), path, message, new DocumentId(DocumentId.SECRET, secret.get()));
        } else {
            report.error(locator.at(path), path, message);
        }
    }

    /** Whether the namespace's credentials stand in this configuration, rather than in a vault. */
    private boolean credentialsHere(String namespace) {
        return credentialsHere.computeIfAbsent(
                namespace,
                it -> InNamespace.of(secrets, it).values().stream()
                        .anyMatch(secret -> !NO_CREDENTIALS.containsAll(secret.keys())));
    }
}
