package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import org.jspecify.annotations.Nullable;

/**
 * One document on its way: what it is, if that can be told; the Provider, Alert or Secret, if it could be made; what is wrong
 * with it, and where.
 */
public record ParsedDocument(
        @Nullable DocumentId subject, @Nullable Object model, Locator locator, ProblemCollector report) {

    /** {@return a document that was built rather than read} */
    public static ParsedDocument built(DocumentId subject, Object model, boolean strict) {
        ProblemCollector report = new ProblemCollector(strict);
        report.about(subject);
        return new ParsedDocument(subject, model, Locator.built(subject), report);
    }
}
