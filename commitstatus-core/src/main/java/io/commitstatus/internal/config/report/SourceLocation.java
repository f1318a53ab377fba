package io.commitstatus.internal.config.report;

/** Where something stands; line and column from 1, or 0 where there are none. */
public record SourceLocation(String source, int line, int column) {}
