package io.commitstatus.internal.delivery;

import io.commitstatus.outbox.Row;
import io.commitstatus.policy.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * What became of a status that was put, and how it ends.
 *
 * @param row the row as it is now
 * @param clamped whether the event time was too far ahead of the outbox's clock
 * @param id the acceptance whose outcome it shares; its own, unless it joined one
 * @param outcome how that ends
 */
public record Ticket(Row row, boolean clamped, String id, CompletableFuture<Outcome> outcome) {}
