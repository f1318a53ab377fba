package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.model.Provider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a Provider of its document. What can be seen in the Provider itself is checked later. */
final class ProviderReader {
    private ProviderReader() {}

    static Optional<Provider> read(ObjectMeta header, Fields document, ProblemCollector report) {
        Optional<Fields> found = document.object("spec");
        if (found.isEmpty()) {
            if (!document.has("spec")) {
                report.error(document.place(), "spec", "this field is missing; write a mapping with type and address");
            }
            return Optional.empty();
        }
        Fields spec = found.get();
        Optional<String> type = spec.required("type", "the type of the Git host, as in github");
        Provider.Builder provider = Provider.builder(header.name()).type(type.orElse(""));
        header.uid().ifPresent(provider::uid);
        header.annotations().forEach(provider::annotation);
        spec.text("address").ifPresent(provider::address);
        spec.text("username").ifPresent(provider::username);
        spec.text("proxy").ifPresent(provider::proxy);
        spec.text("serviceAccountName").filter(it -> !it.isEmpty()).ifPresent(provider::serviceAccountName);
        spec.text("commitStatusExpr").filter(it -> !it.isEmpty()).ifPresent(provider::commitStatusExpr);
        spec.text("channel").ifPresent(provider::channel);
        reference(spec, "secretRef", provider::secretRef);
        reference(spec, "certSecretRef", provider::certSecretRef);
        reference(spec, "proxySecretRef", provider::proxySecretRef);
        timeout(spec, report).ifPresent(provider::timeout);
        provider.suspended(spec.flag("suspend"));
        interval(spec, report);
        spec.done();
        return Optional.of(provider.build());
    }

    private static void reference(Fields spec, String field, Consumer<String> name) {
        spec.object(field).ifPresent(reference -> {
            reference.required("name", "the Secret's name").ifPresent(name);
            reference.done();
        });
    }

    private static Optional<Duration> timeout(Fields spec, ProblemCollector report) {
        Optional<String> text = spec.text("timeout");
        Optional<Duration> timeout = text.flatMap(Durations::parse)
                .filter(it -> !it.isZero() && !text.get().contains("h"));
        if (text.isPresent() && timeout.isEmpty()) {
            report.error(
                    spec.placeOf("timeout"),
                    spec.path("timeout"),
                    Names.quoted(text.get())
                            + " is not a valid timeout; write a positive one in m, s and ms, as in 15s or 1m30s");
        } else if (timeout.isPresent() && timeout.get().compareTo(Provider.MAX_TIMEOUT) > 0) {
            report.error(
                    spec.placeOf("timeout"),
                    spec.path("timeout"),
                    Names.quoted(text.get()) + " is too long for one request; write at most 10m");
            return Optional.empty();
        }
        return timeout;
    }

    private static void interval(Fields spec, ProblemCollector report) {
        spec.text("interval").ifPresent(text -> {
            if (Durations.parse(text).isEmpty()) {
                report.error(
                        spec.placeOf("interval"),
                        spec.path("interval"),
                        Names.quoted(text)
                                + " is not a valid duration; this field has no effect in Flux either, so remove it");
            } else {
                report.warning(
                        spec.placeOf("interval"),
                        spec.path("interval"),
                        "this field is deprecated and has no effect, in Flux either; remove it");
            }
        });
    }
}
