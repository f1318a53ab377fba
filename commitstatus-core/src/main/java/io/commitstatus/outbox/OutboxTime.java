package io.commitstatus.outbox;

import java.time.Instant;

/**
 * An outbox's time.
 *
 * @param wall as people have it, which events are stamped with
 * @param steady as durations have it: it is never set back
 * @since 0.1
 */
public record OutboxTime(Instant wall, Instant steady) {}
