package io.commitstatus.outbox;

import java.util.Objects;

/**
 * How an attempt ended: what becomes of the wanted status, and what was learned of the shown one. The two are independent; a
 * rejected status, say, leaves what is shown as unknown as it was.
 *
 * @param verdict what becomes of the wanted status
 * @param evidence what was learned
 * @since 0.1
 */
public record Settlement(Verdict verdict, Evidence evidence) {
    /** Rejects null. */
    public Settlement {
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(evidence);
    }
}
