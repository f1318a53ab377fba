package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.Delivery.Settings;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.targets.ActiveTargets;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.OutboxSize;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the dispatcher does beside claiming, each thing in its own time. Used by the dispatcher's thread; its readings by any. */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MAX_CAUSES = 10;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);
    private static final Duration POLL_EVERY = Duration.ofMillis(500);
    /** A row that ended this long ago is being told by nobody any more. */
    private static final Duration UNTOLD_FOR = Duration.ofMinutes(1);

    private final Settings settings;
    private final Outbox outbox;
    private final Clock clock;
    private final PendingOutcomes pending;
    private final Settler settler;
    private final CredentialUse credentials;
    private final Acceptance acceptance;
    private Instant nextSweep;
    private Instant nextPoll = Instant.MIN;
    private boolean begun;
    private volatile @Nullable OutboxSize size;
    private volatile @Nullable String trouble;

    Upkeep(
            Settings settings,
            Clock clock,
            PendingOutcomes pending,
            Settler settler,
            CredentialUse credentials,
            Acceptance acceptance) {
        this.settings = settings;
        this.outbox = settings.outbox();
        this.clock = clock;
        this.pending = pending;
        this.settler = settler;
        this.credentials = credentials;
        this.acceptance = acceptance;
        this.nextSweep = clock.instant().plus(SWEEP_EVERY);
    }

    /** Does what its time has come for, and tells how long there is nothing more to do. */
    Duration run(ActiveTargets targets, Executor workers, Collection<Lease> leases, Runnable wake) {
        Instant now = clock.instant();
        if (!begun) {
            begin();
        }
        settler.storeAgain();
        if (!outbox.shared()) {
            settler.noteTold();
        }
        if (outbox.shared() && !now.isBefore(nextPoll)) {
            nextPoll = acceptance.takeCommitted() ? now : now.plus(POLL_EVERY);
            settler.noteTold();
            pending.refresh(outbox);
            credentials.refresh();
        }
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plus(SWEEP_EVERY);
            sweep(targets, leases, now);
            credentials.recheckRefused(targets, workers, wake);
        }
        Instant next = outbox.shared() && nextPoll.isBefore(nextSweep) ? nextPoll : nextSweep;
        return Duration.between(now, next);
    }

    /** What a process that ended has left untold, and the pauses that it was asked for. */
    private void begin() {
        if (outbox.durable()) {
            credentials.refresh();
            settler.tellUntold(outbox.shared() ? UNTOLD_FOR : Duration.ZERO);
        }
        begun = true;
    }

    private void sweep(ActiveTargets targets, Collection<Lease> leases, Instant now) {
        for (Row row : outbox.expireAndPurge(settings.retries().maxAge(), settings.retention())) {
            boolean active = targets.get(row.provider()) != null;
            String why = active ? "" : "; Provider " + row.provider() + " is not active";
            settler.ended(row, Outcome.of(Outcome.Kind.EXPIRED, row.reason() + why));
        }
        if (outbox.durable()) {
            settler.tellUntold(UNTOLD_FOR);
        }
        leases.stream()
                .filter(it -> it.lapses().isBefore(now))
                .forEach(it -> it.refused("the executor dropped the attempt"));
        size = outbox.size();
    }

    /** The outbox could be worked on. */
    void reachable() {
        trouble = null;
    }

    /** It could not. */
    void unreachable(Throwable e) {
        trouble = describe(e);
        Foreign.run(
                "the logger",
                () -> LOG.atWarn()
                        .addKeyValue("router", settings.name())
                        .setCause(e)
                        .log("the outbox cannot be worked on"));
    }

    /** Without messages: a driver's may quote what it was given. The log has them. */
    private static String describe(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause.getCause() != null && depth < MAX_CAUSES; depth++) {
            cause = cause.getCause();
        }
        return ForeignCodeException.describe(cause) + "; see the log";
    }

    /** What keeps the outbox from being worked on; empty when nothing does. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** How much was waiting a few seconds ago. */
    Optional<OutboxSize> size() {
        return Optional.ofNullable(size);
    }
}
