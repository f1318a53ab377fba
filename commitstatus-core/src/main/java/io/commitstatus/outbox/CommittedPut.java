package io.commitstatus.outbox;

import java.util.Objects;

/**
 * A status that was put in a transaction of its caller's, and what became of it after that had committed.
 *
 * @param wanted the status
 * @param result what became of it
 * @since 0.1
 */
public record CommittedPut(Wanted wanted, PutResult result) {
    /** Holds both. */
    public CommittedPut {
        Objects.requireNonNull(wanted);
        Objects.requireNonNull(result);
    }
}
