package io.commitstatus.outbox;

/**
 * What a rule makes of a row: the row to store, and what to tell the caller.
 *
 * @param next the row to store
 * @param result what to tell
 * @since 0.1
 */
public record Transition<R>(LeasedRow next, R result) {}
