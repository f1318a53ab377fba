package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.internal.http.TransportCheck;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be wrong with a Provider, whether it was read or built. */
public final class ProviderCheck {
    private static final int LONGEST = 2048;
    private static final String ANNOTATIONS = "commitstatus.io/";
    private static final Set<String> OWN_ANNOTATIONS = Set.of(Provider.API_URL, Provider.KEY_SUFFIX);

    private final Options options;
    private final Provider provider;
    private final Locator locator;
    private final ProblemCollector report;

    public ProviderCheck(Options options, Provider provider, Locator locator, ProblemCollector report) {
        this.options = options;
        this.provider = provider;
        this.locator = locator;
        this.report = report;
    }

    /**
     * Checks everything, the Secrets that are known included.
     *
     * @return why the Provider is not to be used
     */
    public Optional<ExclusionReason> all(SecretReferences references) {
        Optional<ExclusionReason> excluded = itself(references.secret(provider));
        if (excluded.filter(it -> it == ExclusionReason.IGNORED).isPresent()) {
            return excluded;
        }
        secrets(references);
        return report.broken() ? Optional.of(ExclusionReason.BROKEN) : Optional.empty();
    }

    /**
     * Checks what the Provider tells.
     *
     * @param secret may hold the address; empty where it is not known
     * @return why the Provider is not to be used
     */
    public Optional<ExclusionReason> itself(Optional<Secret> secret) {
        if (ignored()) {
            report.ignored(
                    locator.at("spec.type"),
                    "spec.type",
                    "\"" + provider.type()
                            + "\" is a chat or webhook type, which writes no commit statuses; this Provider is ignored",
                    null);
            return Optional.of(ExclusionReason.IGNORED);
        }
        alone(secret);
        return report.broken() ? Optional.of(ExclusionReason.BROKEN) : Optional.empty();
    }

    /** Checks what the Secrets alone can change. */
    public void secrets(SecretReferences references) {
        references.secrets(provider, locator, report);
        if (!report.broken()) {
            references.credentials(provider, locator, report);
        }
    }

    private boolean ignored() {
        return !options.publishers().containsKey(provider.type()) && ProviderTypes.isChatOrWebhook(provider.type());
    }

    /** Everything that the Provider alone tells. The Secret, where it is known, may override the address. */
    private void alone(Optional<Secret> secret) {
        name("metadata.name", Optional.of(provider.name()));
        Names.namespaceProblem(provider.name().namespace()).ifPresent(it -> error("metadata.namespace", it));
        name("spec.secretRef.name", provider.secretRef());
        name("spec.certSecretRef.name", provider.certSecretRef());
        name("spec.proxySecretRef.name", provider.proxySecretRef());
        length("spec.address", provider.address());
        length("spec.username", provider.username());
        length("spec.channel", provider.channel());
        length("spec.proxy", provider.proxy());
        TransportCheck.proxy(provider, null, null).ifPresent(it -> error("spec.proxy", it));
        if (provider.channel().filter(it -> !it.isEmpty()).isPresent()) {
            report.warning(
                    locator.at("spec.channel"),
                    "spec.channel",
                    "no Git host has channels, so this has no effect; remove it");
        }
        unsupported();
        CommitStatusPublisher publisher = options.publishers().get(provider.type());
        if (publisher == null) {
            error("spec.type", ProviderTypes.problem(provider.type(), options.publishers()));
        } else {
            annotations(publisher);
            destination(publisher, secret);
        }
    }

    /** Where the Secret may hold the address, it is looked at together with the Secret. */
    private void destination(CommitStatusPublisher publisher, Optional<Secret> secret) {
        boolean inSecret = secret.flatMap(it -> it.bytes("address")).isPresent();
        if (inSecret || (provider.address().isEmpty() && provider.secretRef().isPresent())) {
            return;
        }
        try {
            publisher.destination(provider);
        } catch (InvalidFieldException e) {
            error(path(e.field()), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            error("spec", failed(publisher, e));
        }
    }

    /** Only the exception's name: its message may hold an address with a password. */
    static String failed(CommitStatusPublisher publisher, Throwable e) {
        return "the publisher " + publisher.getClass().getName() + " failed with "
                + e.getClass().getName() + "; report that to its authors";
    }

    private void annotations(CommitStatusPublisher publisher) {
        Set<String> known = new TreeSet<>(OWN_ANNOTATIONS);
        known.addAll(publisher.annotations());
        provider.annotations().keySet().stream()
                .filter(it -> it.startsWith(ANNOTATIONS) && !known.contains(it))
                .sorted()
                .forEach(it -> error(
                        path(it),
                        "this annotation is not known"
                                + NearMiss.orElse(
                                        it, known, "; remove it, or write one of " + String.join(", ", known))));
    }

    private void unsupported() {
        provider.commitStatusExpr().filter(it -> !options.commitStatusExpr()).ifPresent(this::expression);
        CommitStatusPublisher publisher = options.publishers().get(provider.type());
        if (provider.serviceAccountName().isPresent() && publisher != null && !publisher.usesServiceAccounts()) {
            error(
                    "spec.serviceAccountName",
                    "the publisher of type " + provider.type()
                            + " is given no hook for service accounts; remove this and name a Secret under spec.secretRef");
        }
    }

    private void expression(String expression) {
        try {
            options.expressions().compile(expression);
        } catch (InvalidFieldException e) {
            error(e.field(), String.valueOf(e.getMessage()));
        }
    }

    private void name(String path, Optional<NamespacedName> name) {
        name.flatMap(it -> Names.nameProblem(it.name())).ifPresent(it -> error(path, it));
    }

    private void length(String path, Optional<String> text) {
        if (text.filter(it -> it.codePointCount(0, it.length()) > LONGEST).isPresent()) {
            error(path, "this text is longer than " + LONGEST + " characters; shorten it");
        }
    }

    private void error(String path, String message) {
        report.error(locator.at(path), path, message);
    }

    /** Publishers name an annotation by its key alone, or by its path. */
    static String path(String field) {
        return field.startsWith(ANNOTATIONS) ? "metadata.annotations." + field : field;
    }
}
