package io.commitstatus.outbox;

import java.util.Objects;

/**
 * A claim, and how the attempt ended that it was made for.
 *
 * @param claim the claim
 * @param settlement how it ended
 * @since 0.1
 */
public record EndedClaim(Claim claim, Settlement settlement) {
    /** Rejects null. */
    public EndedClaim {
        Objects.requireNonNull(claim);
        Objects.requireNonNull(settlement);
    }
}
