package io.commitstatus.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * One document on its way: what it is, if that can be told; the Provider, Alert or Secret, if it could be made; what is wrong
 * with it, and where.
 */
record Draft(@Nullable Subject subject, @Nullable Object model, Locator locator, Report report) {}
