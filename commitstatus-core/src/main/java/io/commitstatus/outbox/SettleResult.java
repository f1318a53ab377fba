package io.commitstatus.outbox;

/**
 * What came of settling a claim.
 *
 * @since 0.1
 */
public enum SettleResult {
    /** The row has ended so. */
    APPLIED,
    /** A newer status came while the claim was held, and is wanted now. */
    MOVED_ON,
    /** The claim was no longer held. What it may have sent is accounted for; otherwise the row is as it was. */
    LATE
}
