package io.commitstatus.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * A leased row. Immutable; made by {@link RowTransitions}.
 *
 * @since 0.1
 */
public final class Claim {
    private final LeasedRow leased;
    private final String token;
    private final Instant claimedAt;
    private final Instant leaseEnd;

    Claim(LeasedRow leased, String token, Instant claimedAt, Instant leaseEnd) {
        this.leased = Objects.requireNonNull(leased);
        this.token = Objects.requireNonNull(token);
        this.claimedAt = Objects.requireNonNull(claimedAt);
        this.leaseEnd = Objects.requireNonNull(leaseEnd);
    }

    /** {@return the row as it was when it was claimed} */
    public Row row() {
        return leased.row();
    }

    /** {@return the row with the lease of this claim: what a store settles that finds it unchanged} */
    public LeasedRow leased() {
        return leased;
    }

    /** {@return the lease's token} */
    public String token() {
        return token;
    }

    /** {@return when it was claimed, by the outbox's clock} */
    public Instant claimedAt() {
        return claimedAt;
    }

    /** {@return when the lease lapses, by the outbox's clock} */
    public Instant leaseEnd() {
        return leaseEnd;
    }

    @Override
    public String toString() {
        return leased.row() + ", leased until " + leaseEnd;
    }
}
