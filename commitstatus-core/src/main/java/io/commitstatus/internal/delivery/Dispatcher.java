package io.commitstatus.internal.delivery;

import io.commitstatus.Outcome;
import io.commitstatus.internal.delivery.Delivery.Settings;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that claims what is due, hands it to the workers, and sleeps until there is something to do. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** How often the outbox is asked where nothing tells that something has become due. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    private final Settings settings;
    private final Outbox outbox;
    private final Clock clock;
    private final Workers workers;
    private final Waiters waiters;
    private final Notices notices;
    private final Gatekeeper gate;
    private final Attempt.Shared shared;
    private final Signal signal = new Signal();
    private final Signal progress = new Signal();
    private final Thread thread;
    private volatile Targets targets = Targets.of(Map.of());
    private volatile boolean stopped;
    private Instant nextSweep;

    Dispatcher(Settings settings, Sessions sessions, Workers workers, Waiters waiters, Notices notices) {
        this.settings = settings;
        this.outbox = settings.outbox();
        this.clock = SteadyClock.of(settings.clock());
        this.workers = workers;
        this.waiters = waiters;
        this.notices = notices;
        this.gate = new Gatekeeper(outbox, clock, sessions, notices, settings.pace());
        this.shared = new Attempt.Shared(
                sessions,
                gate.holds(),
                gate.paces(),
                settings.retries(),
                settings.checkBeforePosting(),
                clock,
                settings.chance(),
                gate,
                settings.pace());
        this.nextSweep = clock.instant().plus(SWEEP_EVERY);
        this.thread = Workers.daemon("commitstatus-" + settings.name() + "-dispatcher", this::loop);
    }

    void start() {
        thread.start();
    }

    void targets(Map<NamespacedName, Target> next) {
        targets = Targets.of(next);
        gate.retain(next.keySet());
        wake();
    }

    /** Why rows of a Provider wait although they are due. */
    String why(NamespacedName provider) {
        Target target = targets.byName().get(provider);
        return target == null ? "the Provider " + provider + " is not active" : gate.why(target);
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
        gate.recheckRefused(targets, workers, this::wake);
        if (outbox.shared()) {
            waiters.look(outbox);
        }
        int free = workers.free();
        if (free <= 0) {
            return IDLE;
        }
        Targets now = targets;
        Set<NamespacedName> open = gate.open(now.byName().keySet());
        Admission admission = gate.admission(now, workers.inFlight(), settings.maxConcurrentPerHost());
        Instant claimedAt = clock.instant();
        List<Claim> claims =
                open.isEmpty() ? List.of() : outbox.claim(new ClaimRequest(open, free, now.lease(), admission));
        claims.forEach(it -> begin(it, claimedAt, now));
        return claims.size() == free ? IDLE : untilMore(open, admission);
    }

    /** Until a row is due, a credential may be used again, or another replica may have done something. */
    private Duration untilMore(Set<NamespacedName> open, Admission admission) {
        Duration wait = outbox.shared() ? POLL : IDLE;
        Optional<Duration> due = outbox.nextDue(open);
        if (due.isPresent() && due.get().isZero()) {
            // What is due is kept back by an attempt in hand, whose end wakes this thread; but it hides what is due
            // next.
            wait = POLL;
        }
        return sooner(sooner(wait, due), gate.untilMore(admission));
    }

    private static Duration sooner(Duration wait, Optional<Duration> other) {
        return other.filter(it -> !it.isZero() && it.compareTo(wait) < 0).orElse(wait);
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
            notices.attempted(claim.row(), took, Settlements.words(settlement));
        }
        if (settled != null && settled != Settled.LATE && claim.row().state() == State.WAITING) {
            tell(claim.row(), settlement, settled);
        }
        wake();
        progress.raise();
    }

    private void tell(Row row, Settlement settlement, Settled settled) {
        Outcome outcome = Settlements.outcome(settlement, settled);
        if (outcome != null) {
            waiters.settle(row.id(), outcome);
            notices.settled(row, outcome, outbox.now());
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
}
