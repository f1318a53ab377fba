package io.commitstatus.internal.delivery;

import io.commitstatus.internal.foreign.Foreign;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * What workers claimed for themselves and begin as soon as they have told how their last attempt ended. A listener may keep them
 * there; then another thread begins. Thread-safe.
 */
final class OwnClaims {
    private final Queue<Claimed> claimed = new ConcurrentLinkedQueue<>();
    private final long patienceNanos;

    private record Claimed(Lease lease, long since) {}

    OwnClaims(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    Lease add(Lease lease) {
        claimed.add(new Claimed(lease, System.nanoTime()));
        return lease;
    }

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    /** Forgets what is begun, and hands on what has waited for too long. */
    void lookAfter(Executor others) {
        long now = System.nanoTime();
        for (Iterator<Claimed> it = claimed.iterator(); it.hasNext(); ) {
            Claimed next = it.next();
            boolean late = now - next.since() >= patienceNanos;
            if (next.lease().isStarted() || late) {
                it.remove();
            }
            if (late && !next.lease().isStarted() && !Foreign.run("the executor", () -> others.execute(next.lease()))) {
                next.lease().refused("the executor did not accept the attempt");
            }
        }
    }
}
