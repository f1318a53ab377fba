package io.commitstatus.internal.config;

import io.commitstatus.internal.config.read.ParsedDocument;
import io.commitstatus.internal.config.report.DocumentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is put and removed; the last word on a document counts. */
public final class Changes {
    /** An empty value removes. */
    private final Map<DocumentId, Optional<Object>> changes = new LinkedHashMap<>();

    /** Puts a Provider, an Alert or a Secret. */
    public void put(DocumentId document, Object model) {
        changes.put(document, Optional.of(model));
    }

    /** Removes a document, if it is there. */
    public void remove(DocumentId document) {
        changes.put(document, Optional.empty());
    }

    List<ParsedDocument> put(boolean strict) {
        return changes.entrySet().stream()
                .flatMap(it -> it.getValue().stream().map(model -> ParsedDocument.built(it.getKey(), model, strict)))
                .toList();
    }

    List<DocumentId> removed() {
        return changes.entrySet().stream()
                .filter(it -> it.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
