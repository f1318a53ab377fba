package io.commitstatus.internal.config;

import io.commitstatus.model.Problem;
import org.jspecify.annotations.Nullable;

/** A problem, the document it is about, and the other document that would end it; either may be unknown. */
record Finding(@Nullable Subject about, @Nullable Subject needs, Problem problem) {}
