package io.commitstatus.internal.delivery;

import io.commitstatus.Outcome;
import io.commitstatus.internal.delivery.Delivery.Settings;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import io.commitstatus.spi.Pace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that claims what is due, hands it to the workers, and sleeps until there is something to do. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** How often a shared outbox is asked what other replicas have done. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);
    /** How soon a changed Secret is noticed while the old one is refused. */
    private static final Duration RECHECK_EVERY = Duration.ofSeconds(10);

    private final Settings settings;
    private final Outbox outbox;
    private final Clock clock;
    private final Sessions sessions;
    private final Workers workers;
    private final Waiters waiters;
    private final Notices notices;
    private final Holds holds;
    private final PaceKeeper paces;
    private final Attempt.Shared shared;
    private final Signal signal = new Signal();
    private final Signal progress = new Signal();
    private final Thread thread;
    /** What each Provider was last seen to use. */
    private final Map<NamespacedName, Credential> credentials = new ConcurrentHashMap<>();

    private volatile Targets targets = Targets.of(Map.of());
    private volatile boolean stopped;
    private Instant nextSweep;
    private Instant nextRecheck;

    Dispatcher(Settings settings, Sessions sessions, Workers workers, Waiters waiters, Notices notices) {
        this.settings = settings;
        this.outbox = settings.outbox();
        this.clock = SteadyClock.of(settings.clock());
        this.sessions = sessions;
        this.workers = workers;
        this.waiters = waiters;
        this.notices = notices;
        this.holds = new Holds(clock);
        this.paces = new PaceKeeper(clock);
        this.shared = new Attempt.Shared(
                sessions,
                holds,
                paces,
                settings.retries(),
                settings.checkBeforePosting(),
                clock,
                settings.chance(),
                new Learner(),
                settings.pace());
        this.nextSweep = clock.instant().plus(SWEEP_EVERY);
        this.nextRecheck = clock.instant();
        this.thread = Workers.daemon("commitstatus-" + settings.name() + "-dispatcher", this::loop);
    }

    void start() {
        thread.start();
    }

    void targets(Map<NamespacedName, Target> next) {
        targets = Targets.of(next);
        credentials.keySet().retainAll(next.keySet());
        wake();
    }

    void wake() {
        signal.raise();
    }

    /** Waits until a claim has ended, or for so long. */
    void awaitProgress(long nanos) throws InterruptedException {
        progress.await(Duration.ofNanos(nanos));
    }

    void stop() throws InterruptedException {
        stopped = true;
        wake();
        thread.join(5_000);
    }

    private void loop() {
        int failures = 0;
        while (!stopped) {
            Duration wait;
            try {
                wait = dispatch();
                failures = 0;
            } catch (RuntimeException e) {
                // A store that is away must not be asked in a tight loop, and its return is found soon.
                wait = Duration.ofMillis(Math.min(5_000, 100L << Math.min(failures++, 6)));
                LOG.atWarn().addKeyValue("router", settings.name()).setCause(e).log("the outbox cannot be worked on");
            }
            try {
                signal.await(wait);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Claims what may be claimed, and tells how long there will be nothing more to do. */
    private Duration dispatch() {
        sweepNowAndThen();
        recheckRefused();
        if (outbox.shared()) {
            waiters.look(outbox);
        }
        int free = workers.free();
        if (free <= 0) {
            return IDLE;
        }
        Targets now = targets;
        Set<NamespacedName> open = open(now);
        Instant claimedAt = clock.instant();
        Admission admission = new Admission(
                now.byName(), workers.inFlight(), settings.maxConcurrentPerHost(), credentials::get, this::room);
        List<Claim> claims =
                open.isEmpty() ? List.of() : outbox.claim(new ClaimRequest(open, free, now.lease(), admission));
        claims.forEach(it -> begin(it, claimedAt, now));
        return claims.size() == free ? IDLE : untilMore(open, admission);
    }

    /** Until a row is due, a hold ends, a pace has room again, or another replica may have done something. */
    private Duration untilMore(Set<NamespacedName> open, Admission admission) {
        Duration wait = outbox.shared() ? POLL : IDLE;
        wait = sooner(wait, outbox.nextDue(open));
        wait = sooner(wait, holds.soonest());
        for (Map.Entry<Credential, Target> it : admission.exhausted().entrySet()) {
            List<Pace> pace = settings.pace().apply(it.getValue());
            wait = sooner(wait, Optional.of(paces.wait(it.getKey(), pace)));
        }
        return holds.anyRefused() ? sooner(wait, Optional.of(RECHECK_EVERY)) : wait;
    }

    /** A wait of zero is for something that an attempt in hand keeps back; its end wakes this thread. */
    private static Duration sooner(Duration wait, Optional<Duration> other) {
        return other.filter(it -> !it.isZero() && it.compareTo(wait) < 0).orElse(wait);
    }

    /** The Providers whose credential may be used now, as far as is known. */
    private Set<NamespacedName> open(Targets now) {
        Map<NamespacedName, Duration> stored = outbox.durable() ? outbox.holds() : Map.of();
        if (holds.isEmpty() && stored.isEmpty()) {
            return now.byName().keySet();
        }
        Set<Credential> closed = new HashSet<>();
        stored.keySet().forEach(it -> Optional.ofNullable(credentials.get(it)).ifPresent(closed::add));
        return now.byName().keySet().stream()
                .filter(it -> {
                    Credential credential = credentials.get(it);
                    return !stored.containsKey(it) && !closed.contains(credential) && holds.room(credential) > 0;
                })
                .collect(Collectors.toSet());
    }

    private int room(Target target) {
        Credential credential = credentials.get(target.provider().name());
        if (credential == null) {
            return Integer.MAX_VALUE;
        }
        List<Pace> pace = settings.pace().apply(target);
        return Math.min(holds.room(credential), pace.isEmpty() ? Integer.MAX_VALUE : paces.room(credential, pace));
    }

    private void begin(Claim claim, Instant claimedAt, Targets now) {
        Target target = now.byName().get(claim.row().provider());
        if (target == null) {
            throw new IllegalStateException("the outbox leased a row that was not admitted: "
                    + claim.row().key());
        }
        workers.inFlight().begin(claim, target);
        try {
            workers.execute(() -> work(claim, claimedAt, now.lease(), target));
        } catch (RejectedExecutionException e) {
            boolean doubt = claim.row().doubt();
            Settlement later = new Settlement.Again(Duration.ofSeconds(1), "the executor is full", doubt, false);
            end(claim, target, later, Duration.ZERO);
        }
    }

    private void work(Claim claim, Instant claimedAt, Duration lease, Target target) {
        workers.inFlight().running(claim);
        Settlement settlement;
        Duration took;
        try {
            long begun = System.nanoTime();
            settlement = new Attempt(claim, claimedAt, lease, target, shared).run();
            took = Duration.ofNanos(System.nanoTime() - begun);
        } catch (Error e) {
            String reason = "the worker failed with " + e.getClass().getName();
            end(claim, target, new Settlement.Again(Duration.ofSeconds(1), reason, true, true), Duration.ZERO);
            throw e;
        }
        end(claim, target, settlement, took);
    }

    private void end(Claim claim, Target target, Settlement settlement, Duration took) {
        // An interrupt would close the files of an embedded database under the settle.
        boolean interrupted = Thread.interrupted();
        Settled settled = null;
        try {
            settled = outbox.settle(claim, settlement);
        } catch (OutboxException e) {
            LOG.atWarn()
                    .addKeyValue("id", claim.row().id())
                    .addKeyValue("key", claim.row().key())
                    .setCause(e)
                    .log("the outcome cannot be stored now; it is asked for again when the lease has lapsed");
        } finally {
            workers.inFlight().end(claim, target);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (!(settlement instanceof Settlement.Again again) || again.counts()) {
            notices.attempted(claim.row(), took, words(settlement));
        }
        if (settled != null && settled != Settled.LATE && claim.row().state() == State.WAITING) {
            tell(claim.row(), settlement, settled);
        }
        wake();
        progress.raise();
    }

    private void tell(Row row, Settlement settlement, Settled settled) {
        Outcome outcome = outcome(settlement, settled);
        if (outcome != null) {
            waiters.settle(row.id(), outcome);
            notices.settled(row, outcome, outbox.now());
        }
    }

    private static @Nullable Outcome outcome(Settlement settlement, Settled settled) {
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

    private static String words(Settlement settlement) {
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

    /** Takes up what attempts learn. */
    private final class Learner implements Attempt.Observer {
        @Override
        public void uses(Target target, Credential credential) {
            credentials.put(target.provider().name(), credential);
        }

        @Override
        public void limited(Target target, Duration duration, String reason) {
            outbox.hold(target.provider().name(), duration);
            notices.held(target, duration, reason);
        }

        @Override
        public void refused(Target target, Duration duration, String reason) {
            // Not stored: whether a credential is good, each router finds out with its own Secret.
            notices.held(target, duration, reason);
        }
    }

    private void sweepNowAndThen() {
        Instant now = clock.instant();
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(SWEEP_EVERY);
        for (Row row : outbox.sweep(settings.retries().maxAge(), settings.retention())) {
            String why = targets.byName().containsKey(row.provider())
                    ? ""
                    : "; Provider " + row.provider() + " is not active";
            Outcome outcome = Outcome.of(Outcome.Kind.EXPIRED, row.reason() + why);
            waiters.settle(row.id(), outcome);
            notices.settled(row, outcome, outbox.now());
        }
    }

    /** Looks whether a refused Secret was replaced, on a worker, since a resolver may be slow. */
    private void recheckRefused() {
        Instant now = clock.instant();
        if (now.isBefore(nextRecheck)) {
            return;
        }
        nextRecheck = now.plus(RECHECK_EVERY);
        holds.retain(credentials.values());
        credentials.forEach((name, credential) -> {
            Target target = targets.byName().get(name);
            if (target != null && holds.isRefused(credential)) {
                execute(() -> recheck(name, target));
            }
        });
    }

    private void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().setCause(e).log("the executor is full; the Secrets are looked at again later");
        }
    }

    private void recheck(NamespacedName name, Target target) {
        try {
            Credential found = sessions.credential(target);
            if (!found.equals(credentials.put(name, found))) {
                wake();
            }
        } catch (IOException | InvalidFieldException e) {
            LOG.atDebug().addKeyValue("provider", name).setCause(e).log("the Secret cannot be read");
        }
    }
}
