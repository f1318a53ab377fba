package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.AlertCheck;
import io.commitstatus.internal.config.check.ExclusionReason;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.check.ProviderCheck;
import io.commitstatus.internal.config.check.ProviderReferences;
import io.commitstatus.internal.config.check.SecretReferences;
import io.commitstatus.internal.config.read.DocumentReader;
import io.commitstatus.internal.config.read.ParsedDocument;
import io.commitstatus.internal.config.read.SourceFiles;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.report.TrackedProblem;
import io.commitstatus.internal.config.yaml.BrokenYamlException;
import io.commitstatus.internal.config.yaml.ObjectNodes;
import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads sources into documents: first all of them, then what each is by itself, then what they are to each other. */
public final class ConfigurationParser {
    private final Options options;
    private final DocumentReader reader;
    private final SourceFiles sources;

    /** Begins with no documents. */
    public ConfigurationParser(Options options) {
        this.options = options;
        this.reader = new DocumentReader(options.strict());
        this.sources = new SourceFiles(reader);
    }

    /** Reads a file, or the files of a directory. */
    public void path(Path path) {
        sources.path(path);
    }

    /** Reads a stream to its end. */
    public void stream(InputStream stream, String source) throws IOException {
        sources.stream(stream, source);
    }

    /** Reads a text. */
    public void text(String text, String source) {
        sources.text(text, source);
    }

    /** Reads objects, as a Kubernetes client hands them. */
    public void objects(Collection<? extends Map<String, ?>> objects) {
        int index = 0;
        for (Map<String, ?> object : objects) {
            SourceLocation place = new SourceLocation("<objects>[" + index++ + "]" + named(object), 0, 0);
            try {
                reader.read(ObjectNodes.of(object, place));
            } catch (BrokenYamlException e) {
                reader.broken(place, e.message());
            }
        }
    }

    private static String named(Map<String, ?> object) {
        return object.get("kind") instanceof String kind
                        && object.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("name") instanceof String name
                ? " " + kind + " " + (metadata.get("namespace") instanceof String namespace ? namespace + "/" : "")
                        + name
                : "";
    }

    /** {@return the documents, checked} */
    public Documents finish() {
        NavigableMap<NamespacedName, Secret> secrets = sound(Secret.class);
        SecretReferences secretReferences = new SecretReferences(options, secrets);
        Map<NamespacedName, ExclusionReason> absent = new HashMap<>();
        for (ParsedDocument draft : reader.drafts()) {
            if (draft.model() instanceof Provider provider) {
                new ProviderCheck(options, provider, draft.locator(), draft.report())
                        .all(secretReferences)
                        .ifPresent(it -> absent.put(provider.name(), it));
            } else if (draft.subject() != null && draft.subject().kind().equals(DocumentId.PROVIDER)) {
                absent.put(draft.subject().name(), ExclusionReason.BROKEN);
            }
        }
        NavigableMap<NamespacedName, Provider> providers = sound(Provider.class);
        providers.keySet().removeIf(it -> absent.get(it) == ExclusionReason.IGNORED);
        absent.keySet().removeAll(providers.keySet());
        ProviderReferences providerReferences = new ProviderReferences(providers, absent);
        for (ParsedDocument draft : reader.drafts()) {
            if (draft.model() instanceof Alert alert) {
                new AlertCheck(alert, draft.locator(), draft.report()).run();
                providerReferences.alert(alert, draft.locator(), draft.report());
            }
        }
        List<TrackedProblem> findings = reader.drafts().stream()
                .flatMap(it -> it.report().findings().stream())
                .toList();
        NavigableMap<NamespacedName, Alert> alerts = sound(Alert.class);
        NavigableMap<NamespacedName, Alert> active = new TreeMap<>(alerts);
        active.values().removeIf(it -> !providers.containsKey(it.provider()));
        return new Documents(options, providers, alerts, secrets, active, absent, findings);
    }

    private <T> NavigableMap<NamespacedName, T> sound(Class<T> type) {
        NavigableMap<NamespacedName, T> sound = new TreeMap<>();
        for (ParsedDocument draft : reader.drafts()) {
            if (draft.subject() != null
                    && type.isInstance(draft.model())
                    && !draft.report().broken()) {
                sound.put(draft.subject().name(), type.cast(draft.model()));
            }
        }
        return sound;
    }
}
