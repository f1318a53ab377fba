package io.commitstatus.internal.config;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with a Provider, whether it was read or built. */
final class ProviderCheck {
    private static final int LONGEST = 2048;
    private static final String ANNOTATIONS = "commitstatus.io/";
    static final Set<String> KNOWN_ANNOTATIONS =
            Set.of(Provider.API_URL, Provider.PROJECT, Provider.API_VERSION, Provider.GENRE, Provider.KEY_SUFFIX);

    private final Options options;
    private final Provider provider;
    private final Locator locator;
    private final Report report;

    ProviderCheck(Options options, Provider provider, Locator locator, Report report) {
        this.options = options;
        this.provider = provider;
        this.locator = locator;
        this.report = report;
    }

    /** {@return whether it is of a type that has nothing to do with commit statuses, which is then reported} */
    boolean ignored() {
        if (options.publishers().containsKey(provider.type()) || !ProviderTypes.isChatOrWebhook(provider.type())) {
            return false;
        }
        report.ignored(
                locator.at("spec.type"),
                "spec.type",
                "\"" + provider.type()
                        + "\" is a chat or webhook type, which writes no commit statuses; this Provider is ignored",
                null);
        return true;
    }

    /** Everything that the Provider alone tells. The Secret, where it is known, may override the address. */
    void run(Optional<Secret> secret) {
        name("metadata.name", Optional.of(provider.name()));
        name("spec.secretRef.name", provider.secretRef());
        name("spec.certSecretRef.name", provider.certSecretRef());
        name("spec.proxySecretRef.name", provider.proxySecretRef());
        length("spec.address", provider.address());
        length("spec.username", provider.username());
        length("spec.channel", provider.channel());
        length("spec.proxy", provider.proxy());
        if (provider.proxy().filter(it -> !it.matches("https?://.*")).isPresent()) {
            error("spec.proxy", "this is no proxy's address; write one such as http://proxy.example.com:3128");
        }
        if (provider.channel().filter(it -> !it.isEmpty()).isPresent()) {
            report.warning(
                    locator.at("spec.channel"),
                    "spec.channel",
                    "no Git host has channels, so this has no effect; remove it");
        }
        unsupported();
        annotations(report, locator, provider.annotations().keySet(), KNOWN_ANNOTATIONS);
        CommitStatusPublisher publisher = options.publishers().get(provider.type());
        if (publisher == null) {
            error("spec.type", ProviderTypes.problem(provider.type(), options.publishers()));
        } else {
            destination(publisher, secret);
        }
    }

    /** An address that only the Secret may hold cannot be looked at before the Secret is there. */
    private void destination(CommitStatusPublisher publisher, Optional<Secret> secret) {
        boolean unknown = provider.address().isEmpty() && provider.secretRef().isPresent() && secret.isEmpty();
        if (!unknown && secret.flatMap(it -> it.bytes("address")).isEmpty()) {
            destination(publisher, provider, locator, report);
        }
    }

    /** {@return where the statuses go; empty when it cannot be told, which is then reported} */
    static Optional<Destination> destination(
            CommitStatusPublisher publisher, Provider provider, Locator locator, Report report) {
        try {
            return Optional.of(publisher.destination(provider));
        } catch (InvalidFieldException e) {
            String path = path(e.field());
            report.error(locator.at(path), path, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            report.error(locator.at("spec"), "spec", failed(publisher, e));
        }
        return Optional.empty();
    }

    /** Only the exception's name: its message may hold an address with a password. */
    static String failed(CommitStatusPublisher publisher, RuntimeException e) {
        return "the publisher " + publisher.getClass().getName() + " failed with "
                + e.getClass().getName() + "; report that to its authors";
    }

    static void annotations(Report report, Locator locator, Set<String> annotations, Set<String> known) {
        annotations.stream()
                .filter(it -> it.startsWith(ANNOTATIONS) && !known.contains(it))
                .sorted()
                .forEach(it -> report.error(
                        locator.at("metadata.annotations." + it),
                        "metadata.annotations." + it,
                        "this annotation is not known"
                                + (known.isEmpty()
                                        ? "; those of commitstatus.io/ stand on Providers only"
                                        : NearMiss.orElse(
                                                it, known, "; remove it, or write one of " + sorted(known)))));
    }

    private static String sorted(Set<String> known) {
        return String.join(", ", known.stream().sorted().toList());
    }

    private void unsupported() {
        if (provider.commitStatusExpr().isPresent() && !options.commitStatusExpr()) {
            error(
                    "spec.commitStatusExpr",
                    "this would make another status key and is not evaluated here; remove it,"
                            + " or read with commitStatusExpr(true) and give a StatusKeyStrategy that does the same");
        }
        if (provider.serviceAccountName().isPresent()) {
            error(
                    "spec.serviceAccountName",
                    "workload identity is not supported; remove it and name a Secret under spec.secretRef");
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
    private static String path(String field) {
        return field.startsWith(ANNOTATIONS) ? "metadata.annotations." + field : field;
    }
}
