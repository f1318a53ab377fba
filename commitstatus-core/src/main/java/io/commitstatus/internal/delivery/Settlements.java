package io.commitstatus.internal.delivery;

import io.commitstatus.Outcome;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Settlement;
import org.jspecify.annotations.Nullable;

/** What a settlement means to those who wait, and to those who read. */
final class Settlements {
    private Settlements() {}

    /** How the status ended; null when it has not. */
    static @Nullable Outcome outcome(Settlement settlement, Settled settled) {
        if (settlement instanceof Settlement.Delivered delivered) {
            return Outcome.of(delivered.unchanged() ? Outcome.Kind.UNCHANGED : Outcome.Kind.DELIVERED, "");
        }
        if (settled == Settled.MOVED_ON) {
            return Outcome.of(Outcome.Kind.SUPERSEDED, "");
        }
        if (settlement instanceof Settlement.Refused refused) {
            return Outcome.rejected(refused.kind(), refused.reason());
        }
        return settlement instanceof Settlement.Expired expired
                ? Outcome.of(Outcome.Kind.EXPIRED, expired.reason())
                : null;
    }

    /** For people. */
    static String words(Settlement settlement) {
        if (settlement instanceof Settlement.Delivered delivered) {
            return delivered.unchanged() ? "unchanged" : "delivered";
        }
        if (settlement instanceof Settlement.Again again) {
            return "again in " + again.after() + ": " + again.reason();
        }
        return settlement instanceof Settlement.Refused refused
                ? "rejected: " + refused.reason()
                : "expired: " + ((Settlement.Expired) settlement).reason();
    }
}
