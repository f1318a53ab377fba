package io.commitstatus.internal.delivery;

import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the workers have in hand, counted in every way that something is limited by. Beside the outbox's leases, because
 * a lease may lapse under a worker that stalls, and even then a router has one request in flight for a key. Thread-safe.
 */
final class InFlight {
    private final Set<DeliveryKey> keys = new HashSet<>();
    private final Map<String, Integer> byOrigin = new HashMap<>();
    private final Set<Commit> commits = new HashSet<>();
    private final Map<Claim, Thread> threads = new HashMap<>();
    private int count;

    /** What a vendor may want one at a time of. */
    record Commit(String type, String api, String repository, String commit) {
        static Commit of(DeliveryKey key) {
            return new Commit(key.type(), key.api().toString(), key.repository(), key.commit());
        }
    }

    synchronized void begin(Claim claim, Target target) {
        count++;
        keys.add(claim.row().key());
        byOrigin.merge(target.origin(), 1, Integer::sum);
        if (target.destination().oneAtATimePerCommit()) {
            commits.add(Commit.of(claim.row().key()));
        }
    }

    synchronized void running(Claim claim) {
        threads.put(claim, Thread.currentThread());
    }

    synchronized void end(Claim claim, Target target) {
        count--;
        keys.remove(claim.row().key());
        byOrigin.merge(target.origin(), -1, (a, b) -> a + b == 0 ? null : a + b);
        commits.remove(Commit.of(claim.row().key()));
        threads.remove(claim);
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    synchronized boolean has(DeliveryKey key) {
        return keys.contains(key);
    }

    synchronized boolean has(Commit commit) {
        return commits.contains(commit);
    }

    synchronized int at(String origin) {
        return byOrigin.getOrDefault(origin, 0);
    }

    synchronized void interrupt() {
        List<Thread> running = new ArrayList<>(threads.values());
        running.forEach(Thread::interrupt);
    }

    /** Waits until nothing is in hand, or until the time by {@link System#nanoTime}. */
    synchronized boolean awaitNone(long deadline) throws InterruptedException {
        while (count > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
