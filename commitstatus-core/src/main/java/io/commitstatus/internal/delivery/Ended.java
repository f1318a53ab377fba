package io.commitstatus.internal.delivery;

import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.policy.AttemptResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt that has ended and is to be stored. Used by one thread after another. */
final class Ended {
    private final Claim claim;
    private final Settlement settlement;
    private final AttemptResult kind;
    private final Duration took;
    private final Runnable release;
    private @Nullable SettleResult result;

    /** @param release gives the slot back; may be run again */
    Ended(Claim claim, Settlement settlement, AttemptResult kind, Duration took, Runnable release) {
        this.claim = claim;
        this.settlement = settlement;
        this.kind = kind;
        this.took = took;
        this.release = release;
    }

    Claim claim() {
        return claim;
    }

    Settlement settlement() {
        return settlement;
    }

    AttemptResult kind() {
        return kind;
    }

    Duration took() {
        return took;
    }

    void release() {
        release.run();
    }

    void stored(SettleResult stored) {
        result = stored;
    }

    /** What storing it came to; null while it is not stored. */
    @Nullable
    SettleResult result() {
        return result;
    }
}
