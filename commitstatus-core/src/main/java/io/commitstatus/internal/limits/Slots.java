package io.commitstatus.internal.limits;

import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.DeliveryKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be under way, counted in every way that they are limited by: in all, at an origin, for a key, for a commit.
 * Beside the outbox's leases, because a lease may lapse under a worker that stalls, and even then a router has one request in
 * flight for a key. Thread-safe.
 *
 * <p>Hosts that hang must not starve the others. An attempt that has run for {@value #SLOW_MILLIS} ms does not count any more
 * towards the number in all, up to {@value #SLOW_FACTOR} times that number. An origin whose last attempt timed out is hanging:
 * until it answers it has one slot, and all such together have a quarter. While half of the slots are taken, an origin that has
 * not answered yet has one.
 */
public final class Slots {
    static final int SLOW_MILLIS = 250;
    static final int SLOW_FACTOR = 16;

    private final int max;
    private final int maxPerOrigin;
    private final LongSupplier nanoTime;
    private final Map<DeliveryKey, Slot> byKey = new HashMap<>();
    private final Set<Commit> commits = new HashSet<>();
    private final Map<String, Origin> origins = new HashMap<>();

    /**
     * Returns free slots.
     *
     * @param max how many requests may be under way that do not hang
     * @param maxPerOrigin how many of them to one origin
     */
    public Slots(int max, int maxPerOrigin) {
        this(max, maxPerOrigin, System::nanoTime);
    }

    Slots(int max, int maxPerOrigin, LongSupplier nanoTime) {
        this.max = max;
        this.maxPerOrigin = maxPerOrigin;
        this.nanoTime = nanoTime;
    }

    /** What a Git host may want one at a time of. */
    private record Commit(String api, String repository, String commit) {
        static Commit of(DeliveryKey key) {
            return new Commit(key.api().toString(), key.repository(), key.commit());
        }
    }

    /** What came of an attempt, as far as its origin is concerned. */
    public enum Ending {
        /** The origin answered, or was found not to be there. */
        ANSWERED,
        /** Nothing came in time. */
        TIMED_OUT,
        /** Nothing was asked of it. */
        NOT_ASKED
    }

    private static final class Origin {
        int inFlight;
        boolean answered;
        boolean hanging;
    }

    /** One slot, taken. */
    public static final class Slot {
        private final DeliveryKey key;
        private final Origin origin;
        private final String originName;
        private final @Nullable Commit commit;
        private final long since;

        private Slot(DeliveryKey key, String originName, Origin origin, @Nullable Commit commit, long since) {
            this.key = key;
            this.originName = originName;
            this.origin = origin;
            this.commit = commit;
            this.since = since;
        }
    }

    /** Takes a slot for a key; its release is the caller's duty. */
    public synchronized Slot take(DeliveryKey key, DeliveryTarget target) {
        Origin origin = origins.computeIfAbsent(target.origin(), it -> new Origin());
        Commit commit = target.oneAtATimePerCommit() ? Commit.of(key) : null;
        Slot slot = new Slot(key, target.origin(), origin, commit, nanoTime.getAsLong());
        origin.inFlight++;
        byKey.put(key, slot);
        if (commit != null) {
            commits.add(commit);
        }
        return slot;
    }

    /** Gives a slot back; tells whether none was free before. */
    public synchronized boolean release(Slot slot, Ending ending) {
        boolean full = byKey.size() >= max;
        Origin origin = slot.origin;
        origin.inFlight--;
        if (ending != Ending.NOT_ASKED) {
            origin.answered = ending == Ending.ANSWERED;
            origin.hanging = ending == Ending.TIMED_OUT;
        }
        byKey.remove(slot.key, slot);
        if (slot.commit != null) {
            commits.remove(slot.commit);
        }
        if (origin.inFlight == 0 && !origin.hanging && !origin.answered) {
            origins.remove(slot.originName, origin);
        }
        if (byKey.isEmpty()) {
            notifyAll();
        }
        return full;
    }

    /** {@return how many slots are free now} */
    public synchronized int free() {
        if (byKey.size() < max) {
            return max - byKey.size();
        }
        long now = nanoTime.getAsLong();
        int slow = 0;
        for (Slot slot : byKey.values()) {
            slow += isSlow(slot, now) ? 1 : 0;
        }
        return Math.max(0, max - (byKey.size() - Math.min(slow, max * SLOW_FACTOR)));
    }

    /** {@return how long until a slot is free because the attempt that has it is slow; empty when that will not happen} */
    public synchronized Optional<Duration> untilFree() {
        long now = nanoTime.getAsLong();
        return byKey.values().stream()
                .filter(it -> !isSlow(it, now))
                .map(it -> it.since + SLOW_MILLIS * 1_000_000L - now)
                .min(Long::compare)
                .map(Duration::ofNanos);
    }

    private static boolean isSlow(Slot slot, long now) {
        return now - slot.since >= SLOW_MILLIS * 1_000_000L;
    }

    /**
     * {@return how many further attempts may begin at an origin now}
     *
     * @param planned how many are about to take a slot, by origin
     */
    public synchronized int free(String name, Map<String, Integer> planned) {
        int atOrigin = planned.getOrDefault(name, 0);
        Origin origin = origins.get(name);
        if (origin == null) {
            return limitOfUnknown(planned) - atOrigin;
        }
        int limit = maxPerOrigin;
        if (origin.hanging) {
            limit = hangingInFlight(planned) < Math.max(1, max / 4) ? 1 : 0;
        } else if (!origin.answered) {
            limit = limitOfUnknown(planned);
        }
        return limit - origin.inFlight - atOrigin;
    }

    private int limitOfUnknown(Map<String, Integer> planned) {
        int taken = byKey.size();
        for (int it : planned.values()) {
            taken += it;
        }
        return taken * 2 >= max && max > 1 ? Math.min(1, maxPerOrigin) : maxPerOrigin;
    }

    private int hangingInFlight(Map<String, Integer> planned) {
        int count = 0;
        for (Map.Entry<String, Origin> it : origins.entrySet()) {
            if (it.getValue().hanging) {
                count += it.getValue().inFlight + planned.getOrDefault(it.getKey(), 0);
            }
        }
        return count;
    }

    /** {@return whether a request for this key is under way} */
    public synchronized boolean isTaken(DeliveryKey key) {
        return byKey.containsKey(key);
    }

    /** {@return whether a request for this key's commit is under way, where its Git host wants one at a time} */
    public synchronized boolean isCommitTaken(DeliveryKey key) {
        return !commits.isEmpty() && commits.contains(Commit.of(key));
    }

    /** {@return how many slots are taken} */
    public synchronized int taken() {
        return byKey.size();
    }

    /** {@return the origins that did not answer when they were last asked} */
    public synchronized Set<String> hanging() {
        Set<String> names = new HashSet<>();
        origins.forEach((name, origin) -> {
            if (origin.hanging) {
                names.add(name);
            }
        });
        return names;
    }

    /** Waits until no slot is taken, or until the time by {@link System#nanoTime}. */
    public synchronized boolean awaitNone(long deadline) throws InterruptedException {
        while (!byKey.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
