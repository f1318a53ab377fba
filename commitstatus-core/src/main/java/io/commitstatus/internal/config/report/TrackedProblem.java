package io.commitstatus.internal.config.report;

import io.commitstatus.model.Problem;
import org.jspecify.annotations.Nullable;

/** A problem, the document it is about, and the other document that would end it; either may be unknown. */
public record TrackedProblem(
        @Nullable DocumentId about, @Nullable DocumentId needs, Problem problem) {}
