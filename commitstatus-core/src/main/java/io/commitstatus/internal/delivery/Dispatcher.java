package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.Delivery.Settings;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.limits.ClaimFilter;
import io.commitstatus.internal.limits.CredentialGate;
import io.commitstatus.internal.limits.Slots;
import io.commitstatus.internal.targets.ActiveTargets;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.AttemptResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread that claims what is due, hands it to the workers, and sleeps until there is something to do. It outlives everything
 * that is thrown.
 */
final class Dispatcher {
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final long CLOCK_FAILED_NANOS = 5_000_000;
    /** How often the outbox is asked where nothing tells that something has become due. */
    private static final Duration POLL = Duration.ofMillis(500);
    /** How often it is looked whether what a worker took for itself is begun: a listener may keep that thread. */
    private static final Duration LOOK_AFTER_WORKERS = Duration.ofMillis(20);

    private static final String CLOSED = "the router is closed";

    private final Outbox outbox;
    private final Clock clock;
    private final Workers workers;
    private final Slots slots;
    private final CredentialGate gate;
    private final CredentialUse credentials;
    private final AttemptContext context;
    private final Settler settler;
    private final Upkeep upkeep;
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final Signal signal = new Signal();
    private final Signal progress = new Signal();
    private final Sleeper sleeper;
    /** Held from counting the free slots until they are taken. */
    private final ReentrantLock claiming = new ReentrantLock();

    private final OwnClaims own = new OwnClaims(LOOK_AFTER_WORKERS);
    private final Thread thread;
    private volatile ActiveTargets targets = ActiveTargets.of(Map.of());
    private volatile boolean stopped;
    /** Whether every slot is taken, and the dispatcher looks after the workers' own claims. */
    private volatile boolean busy;

    /** How often in a row the store could not be worked on. Used by the dispatcher's thread alone. */
    private int failures;

    Dispatcher(
            Settings settings,
            AttemptContext context,
            Workers workers,
            Slots slots,
            PendingOutcomes pending,
            Settler settler,
            Acceptance acceptance) {
        this.outbox = settings.outbox();
        this.clock = context.clock();
        this.workers = workers;
        this.slots = slots;
        this.gate = context.gate();
        this.credentials = context.credentials();
        this.context = context;
        this.settler = settler;
        this.sleeper = new Sleeper(clock, settings.clock());
        this.upkeep = new Upkeep(settings, clock, pending, settler, credentials, acceptance);
        this.thread = Workers.daemon("commitstatus-" + settings.name() + "-dispatcher", this::loop);
    }

    void start() {
        thread.start();
    }

    void targets(Map<NamespacedName, DeliveryTarget> next) {
        targets = ActiveTargets.of(next);
        credentials.retain(next.keySet());
        wake();
    }

    /** Why rows of a Provider wait although they are due. */
    String why(NamespacedName provider) {
        DeliveryTarget target = targets.get(provider);
        if (target == null) {
            return "the Provider " + provider + " is not active";
        }
        String why = credentials.why(target);
        return why.isEmpty() && slots.hanging().contains(target.origin()) ? target.origin() + " does not answer" : why;
    }

    void wake() {
        signal.raise();
    }

    /** There is more to do. While every slot is taken there is no need to wake: whoever gives one back does. */
    void workCame() {
        if (slots.free() > 0) {
            wake();
        }
    }

    /** Waits until a claim has ended, or for the given time. */
    void awaitProgress(long nanos) throws InterruptedException {
        progress.await(Duration.ofNanos(nanos));
    }

    /** Claims nothing more. */
    void stop(long deadline) throws InterruptedException {
        stopped = true;
        wake();
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }

    void interruptAttempts() {
        leases.forEach(Lease::interrupt);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    Upkeep upkeep() {
        return upkeep;
    }

    private void loop() {
        while (!stopped) {
            try {
                sleeper.begin();
                sleeper.await(signal, dispatchOrBackOff());
            } catch (Throwable e) {
                // Only close stops it, by the flag; whoever interrupts it, or makes its clock fail, merely wakes it.
                LockSupport.parkNanos(this, CLOCK_FAILED_NANOS);
            }
        }
    }

    private Duration dispatchOrBackOff() {
        try {
            Duration wait = dispatch();
            failures = 0;
            upkeep.reachable();
            return wait;
        } catch (Throwable e) {
            upkeep.unreachable(e);
            // A store that is away must not be asked in a tight loop, and its return is found soon.
            return Duration.ofMillis(Math.min(5_000, 100L << Math.min(failures++, 6)));
        }
    }

    /** Claims what may be claimed, and tells how long there will be nothing more to do. */
    private Duration dispatch() {
        Duration untilUpkeep = upkeep.run(targets, workers, leases, this::wake);
        own.lookAfter(workers);
        claiming.lock();
        try {
            Duration wait = claimAll(targets, untilUpkeep);
            return own.isEmpty() ? wait : sooner(wait, Optional.of(LOOK_AFTER_WORKERS));
        } finally {
            claiming.unlock();
        }
    }

    private Duration claimAll(ActiveTargets now, Duration untilUpkeep) {
        int free = slots.free();
        busy = free <= 0 && !outbox.shared();
        if (free <= 0) {
            return sooner(sooner(untilUpkeep, slots.untilFree()), Optional.of(busy ? LOOK_AFTER_WORKERS : IDLE));
        }
        ClaimFilter filter = new ClaimFilter(now, slots, gate, credentials::of, free);
        Instant begun = clock.instant();
        List<Claim> claims = outbox.claim(request(now, filter, free));
        beginAll(claims, begun, now);
        if (claims.size() == free) {
            return Duration.ZERO;
        }
        Duration wait = sooner(outbox.shared() ? POLL : IDLE, Optional.of(untilUpkeep));
        // Where it asks again soon anyway, and something is under way, a busy database is not asked that, too.
        wait = outbox.shared() && !claims.isEmpty() ? wait : sooner(wait, outbox.untilDue());
        return sooner(wait, gate.soonest(filter.exhausted()));
    }

    private static ClaimRequest request(ActiveTargets targets, ClaimFilter filter, int max) {
        return ClaimRequest.of(targets.leases(), max).admitting(filter::isOpen, filter::admits);
    }

    /** Begins every one, whatever becomes of the others. */
    private void beginAll(List<Claim> claims, Instant begun, ActiveTargets now) {
        if (stopped) {
            // The claim took longer than close waits for it. Whatever was sent now would meet who goes on with the
            // rows.
            claims.forEach(it -> giveBack(it, CLOSED));
            return;
        }
        Throwable failure = null;
        for (Claim claim : claims) {
            try {
                begin(claim, begun, now);
            } catch (RuntimeException | Error e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static Duration sooner(Duration wait, Optional<Duration> other) {
        return other.filter(it -> it.compareTo(wait) < 0).orElse(wait);
    }

    private void begin(Claim claim, Instant begun, ActiveTargets now) {
        Lease lease = take(claim, begun, now);
        if (!Foreign.run("the executor", () -> workers.execute(lease))) {
            lease.refused("the executor did not accept the attempt");
        }
    }

    private Lease take(Claim claim, Instant begun, ActiveTargets now) {
        try {
            return lease(claim, begun, now);
        } catch (Throwable e) {
            // No row may stay claimed by nobody.
            giveBack(claim, "this process is in trouble");
            throw e;
        }
    }

    private void giveBack(Claim claim, String why) {
        settler.settle(claim, Lease.notStarted(why), AttemptResult.FAILED, Duration.ZERO, () -> {});
    }

    private Lease lease(Claim claim, Instant begun, ActiveTargets now) {
        DeliveryTarget target = now.get(claim.row().provider());
        if (target == null) {
            throw new IllegalStateException("bug: the outbox leased a row that was not asked for: " + claim);
        }
        Attempt attempt = new Attempt(claim, begun, target, context);
        Slots.Slot slot = slots.take(claim.row().key(), target);
        try {
            Lease lease = new Lease(claim, attempt, slots, slot, settler, this::released);
            leases.add(lease);
            return lease;
        } catch (Throwable e) {
            slots.release(slot, Slots.Ending.NOT_ASKED);
            throw e;
        }
    }

    /**
     * A slot is free again. While there is more to do than slots, the thread that gave the last one back claims for itself, where
     * that is quick: nothing waits for the dispatcher's turn then.
     */
    private @Nullable Lease released(Lease lease, boolean byItsWorker) {
        leases.remove(lease);
        progress.raise();
        Lease next = byItsWorker && busy ? claimOne() : null;
        if (next == null) {
            wake();
        }
        return next;
    }

    private @Nullable Lease claimOne() {
        if (!claiming.tryLock()) {
            return null;
        }
        try {
            if (!busy || stopped || slots.free() <= 0) {
                return null;
            }
            ActiveTargets now = targets;
            Instant begun = clock.instant();
            List<Claim> claims = outbox.claim(request(now, new ClaimFilter(now, slots, gate, credentials::of, 1), 1));
            if (stopped) {
                claims.forEach(it -> giveBack(it, CLOSED));
                return null;
            }
            return claims.isEmpty() ? null : own.add(take(claims.get(0), begun, now));
        } catch (Throwable e) {
            // The dispatcher meets the same, and says so.
            return null;
        } finally {
            claiming.unlock();
        }
    }
}
