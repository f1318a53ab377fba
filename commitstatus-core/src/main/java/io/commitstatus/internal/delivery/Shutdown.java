package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.Delivery.Settings;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.limits.Slots;
import io.commitstatus.internal.time.Nanos;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a router. A thread of its own does it, and the caller waits for that thread no longer than it wants: a listener that blocks, a
 * request that cannot be interrupted or a store that hangs keeps nobody.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    /** The part of the time that is left, at most, for what cannot be waited for: a fifth, and no more than two seconds. */
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int BATCH = 1000;

    private final Settings settings;
    private final Outbox outbox;
    private final Dispatcher dispatcher;
    private final Slots slots;
    private final PendingOutcomes pending;
    private final Settler settler;
    private final Runnable release;
    private final AtomicLong left = new AtomicLong();

    /** @param release of sessions and threads, when nothing is sent any more */
    Shutdown(
            Settings settings,
            Dispatcher dispatcher,
            Slots slots,
            PendingOutcomes pending,
            Settler settler,
            Runnable release) {
        this.settings = settings;
        this.outbox = settings.outbox();
        this.dispatcher = dispatcher;
        this.slots = slots;
        this.pending = pending;
        this.settler = settler;
        this.release = release;
    }

    /** Ends the router, and returns within the given time; how many statuses are left. */
    long run(Duration within) {
        long nanos = Nanos.of(within);
        long begun = System.nanoTime();
        long patient = nanos - Math.min(LAST_NANOS, nanos / 5);
        Thread closer = Workers.daemon(
                "commitstatus-" + settings.name() + "-close", () -> close(begun + patient, begun + nanos));
        closer.start();
        try {
            closer.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        } catch (InterruptedException e) {
            dispatcher.interruptAttempts();
            closer.interrupt();
            Thread.currentThread().interrupt();
        }
        if (closer.isAlive()) {
            Foreign.run(
                    "the logger",
                    () -> LOG.atWarn()
                            .addKeyValue("router", settings.name())
                            .addKeyValue("inFlight", slots.taken())
                            .log("closing goes on behind, past its time"));
        }
        return left.get();
    }

    private void close(long deadline, long last) {
        if (!outbox.durable()) {
            Foreign.run("waiting for what is accepted", () -> drain(deadline));
        }
        Foreign.run("waiting for what is under way", () -> await(deadline, last - (last - deadline) / 2));
        if (outbox.durable()) {
            Foreign.run("the outbox", () -> left.set(outbox.size().waiting()));
            Foreign.run("the outbox", settler::noteTold);
            pending.settleAll(Outcome.of(Outcome.Kind.KEPT, "the router is closed"));
        } else {
            Foreign.run("the outbox", this::abandon);
            pending.settleAll(Outcome.of(Outcome.Kind.ABANDONED, "the router is closed"));
        }
        Foreign.run("closing sessions", release::run);
        Foreign.run("closing the outbox", outbox::close);
    }

    private void await(long deadline, long last) throws InterruptedException {
        dispatcher.stop(deadline);
        if (!slots.awaitNone(deadline)) {
            dispatcher.interruptAttempts();
            slots.awaitNone(last);
        }
        settler.awaitTold(last);
    }

    private void drain(long deadline) throws InterruptedException {
        while (outbox.size().waiting() > 0 || slots.taken() > 0) {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                return;
            }
            dispatcher.awaitProgress(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    /** Those who wait are told first, then the listener, which may be slow. */
    private void abandon() {
        List<Row> rows = new ArrayList<>();
        List<Row> some;
        do {
            some = outbox.abandon(BATCH);
            some.forEach(it -> pending.settle(it.id(), abandoned(it)));
            rows.addAll(some);
        } while (!some.isEmpty());
        left.set(rows.size());
        rows.forEach(it -> settler.ended(it, abandoned(it)));
    }

    private static Outcome abandoned(Row row) {
        return Outcome.of(Outcome.Kind.ABANDONED, row.reason());
    }
}
