package io.commitstatus.internal.delivery;

import io.commitstatus.policy.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * What became of a status that was put, and how it ends.
 *
 * @param id the acceptance whose outcome it shares; its own, unless it joined one
 * @param clamped whether the event time was too far ahead of the outbox's clock
 * @param outcome how that ends
 */
public record Ticket(String id, boolean clamped, CompletableFuture<Outcome> outcome) {}
