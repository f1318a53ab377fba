package io.commitstatus.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * Who works on a row, and until when.
 *
 * @param token the claim's, known to its holder alone
 * @param end when the lease lapses, and another may claim the row
 * @param version the version that was claimed
 * @param disturbed whether the holder of an earlier, lapsed lease has reported a late request since: what this one's holder
 *     observes proves nothing
 * @since 0.1
 */
public record RowLease(String token, Instant end, long version, boolean disturbed) {
    /** Rejects null. */
    public RowLease {
        Objects.requireNonNull(token);
        Objects.requireNonNull(end);
    }

    RowLease disturb() {
        return new RowLease(token, end, version, true);
    }
}
