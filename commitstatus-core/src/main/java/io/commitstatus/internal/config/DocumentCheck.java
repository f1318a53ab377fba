package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.AlertCheck;
import io.commitstatus.internal.config.check.ExclusionReason;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.check.ProviderCheck;
import io.commitstatus.internal.config.check.ProviderReferences;
import io.commitstatus.internal.config.check.SecretCheck;
import io.commitstatus.internal.config.check.SecretReferences;
import io.commitstatus.internal.config.read.ParsedDocument;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.TrackedProblem;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts documents and removes others, and looks at what that touches: the documents put, and those that name a document put or
 * removed. A whole reading is the case where there were none before.
 */
final class DocumentCheck {
    private final Options options;
    private final Documents before;
    private final List<ParsedDocument> put;
    private final Set<DocumentId> touched = new HashSet<>();
    /** About documents that were there before, and name one that is touched. */
    private final List<TrackedProblem> lookedAtAgain = new ArrayList<>();

    /** Starts a check. */
    DocumentCheck(Documents before, List<ParsedDocument> put, Collection<DocumentId> removed) {
        this.options = before.options();
        this.before = before;
        this.put = put;
        touched.addAll(removed);
        put.stream().map(ParsedDocument::subject).filter(Objects::nonNull).forEach(touched::add);
    }

    Documents run() {
        for (ParsedDocument document : put) {
            if (document.model() instanceof Secret secret) {
                SecretCheck.run(secret.name(), document.locator(), document.report());
            }
        }
        NavigableMap<NamespacedName, Secret> secrets = untouched(before.secrets(), DocumentId.SECRET);
        secrets.putAll(sound(Secret.class));
        NavigableMap<NamespacedName, Provider> providers = untouched(before.providers(), DocumentId.PROVIDER);
        Set<DocumentId> renewed = new HashSet<>();
        Map<NamespacedName, ExclusionReason> absent = new HashMap<>(before.absent());
        absent.keySet().removeIf(it -> touched.contains(new DocumentId(DocumentId.PROVIDER, it)));
        providers(providers, absent, new SecretReferences(options, secrets), renewed);
        NavigableMap<NamespacedName, Alert> alerts = untouched(before.allAlerts(), DocumentId.ALERT);
        NavigableMap<NamespacedName, Alert> active = untouched(before.alerts(), DocumentId.ALERT);
        alerts(alerts, active, new ProviderReferences(providers, absent));
        return new Documents(options, providers, alerts, secrets, active, absent, problems(renewed));
    }

    private void providers(
            NavigableMap<NamespacedName, Provider> providers,
            Map<NamespacedName, ExclusionReason> absent,
            SecretReferences references,
            Set<DocumentId> renewed) {
        for (Provider provider : providers.values()) {
            if (namesTouched(provider)) {
                ParsedDocument again = again(DocumentId.PROVIDER, provider.name(), provider);
                check(provider, again).secrets(references);
                lookedAtAgain.addAll(again.report().findings());
                renewed.add(again.subject());
            }
        }
        for (ParsedDocument document : put) {
            if (document.model() instanceof Provider provider) {
                check(provider, document).all(references).ifPresent(it -> absent.put(provider.name(), it));
            } else if (document.subject() != null && document.subject().kind().equals(DocumentId.PROVIDER)) {
                absent.put(document.subject().name(), ExclusionReason.BROKEN);
            }
        }
        providers.putAll(sound(Provider.class));
        providers.keySet().removeIf(it -> absent.get(it) == ExclusionReason.IGNORED);
        absent.keySet().removeAll(providers.keySet());
    }

    private void alerts(
            NavigableMap<NamespacedName, Alert> alerts,
            NavigableMap<NamespacedName, Alert> active,
            ProviderReferences references) {
        for (Alert alert : alerts.values()) {
            if (touched.contains(new DocumentId(DocumentId.PROVIDER, alert.provider()))) {
                ParsedDocument again = again(DocumentId.ALERT, alert.name(), alert);
                activate(alert, references.alert(alert, again.locator(), again.report()), active);
                lookedAtAgain.addAll(again.report().findings());
            }
        }
        Set<NamespacedName> heard = new HashSet<>();
        for (ParsedDocument document : put) {
            if (document.model() instanceof Alert alert) {
                new AlertCheck(alert, document.locator(), document.report()).run();
                if (references.alert(alert, document.locator(), document.report())) {
                    heard.add(alert.name());
                }
            }
        }
        NavigableMap<NamespacedName, Alert> sound = sound(Alert.class);
        alerts.putAll(sound);
        sound.values().forEach(it -> activate(it, heard.contains(it.name()), active));
    }

    private static void activate(Alert alert, boolean heard, NavigableMap<NamespacedName, Alert> active) {
        if (heard) {
            active.put(alert.name(), alert);
        } else {
            active.remove(alert.name());
        }
    }

    /** What was known before and still holds, then in the order of the documents what is new. */
    private List<TrackedProblem> problems(Set<DocumentId> renewed) {
        List<TrackedProblem> problems = new ArrayList<>();
        for (TrackedProblem problem : before.findings()) {
            boolean ofSecret = problem.needs() != null && problem.needs().kind().equals(DocumentId.SECRET);
            if (!touched.contains(problem.about())
                    && !touched.contains(problem.needs())
                    && !(ofSecret && renewed.contains(problem.about()))) {
                problems.add(problem);
            }
        }
        put.forEach(it -> problems.addAll(it.report().findings()));
        problems.addAll(lookedAtAgain);
        return List.copyOf(problems);
    }

    private ProviderCheck check(Provider provider, ParsedDocument document) {
        return new ProviderCheck(options, provider, document.locator(), document.report());
    }

    private ParsedDocument again(String kind, NamespacedName name, Object model) {
        return ParsedDocument.built(new DocumentId(kind, name), model, options.strict());
    }

    private boolean namesTouched(Provider provider) {
        return Stream.of(provider.secretRef(), provider.certSecretRef(), provider.proxySecretRef())
                .flatMap(Optional::stream)
                .anyMatch(it -> touched.contains(new DocumentId(DocumentId.SECRET, it)));
    }

    private <T> NavigableMap<NamespacedName, T> untouched(NavigableMap<NamespacedName, T> documents, String kind) {
        NavigableMap<NamespacedName, T> untouched = new TreeMap<>(documents);
        for (DocumentId it : touched) {
            if (it.kind().equals(kind)) {
                untouched.remove(it.name());
            }
        }
        return untouched;
    }

    private <T> NavigableMap<NamespacedName, T> sound(Class<T> type) {
        NavigableMap<NamespacedName, T> sound = new TreeMap<>();
        for (ParsedDocument document : put) {
            if (document.subject() != null
                    && type.isInstance(document.model())
                    && !document.report().broken()) {
                sound.put(document.subject().name(), type.cast(document.model()));
            }
        }
        return sound;
    }
}
