package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.ProviderAccess;
import io.commitstatus.model.NamespacedName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Git hosts whether the Providers' credentials may write: by itself now and then, and when somebody asks for it,
 * though never more than once a minute, and one check at a time. What was found last is remembered. Thread-safe.
 */
final class Checks {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final CommitStatusRouter router;
    private final InstantSource clock;
    private final Duration atMostEvery;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(Threads.named("checks"));
    private @Nullable Instant began;
    private volatile Found found = new Found(Optional.empty(), Map.of());

    /**
     * What the last check has found.
     *
     * @param when when it ended; empty before the first
     * @param byProvider what was found, by the Provider's name
     */
    record Found(Optional<Instant> when, Map<NamespacedName, ProviderAccess> byProvider) {}

    Checks(CommitStatusRouter router, InstantSource clock) {
        this(router, clock, AT_MOST_EVERY);
    }

    Checks(CommitStatusRouter router, InstantSource clock, Duration atMostEvery) {
        this.router = router;
        this.clock = clock;
        this.atMostEvery = atMostEvery;
    }

    /** Checks at that pace, first after a minute, when there is a configuration; never for a pace of zero. */
    void start(Duration every) {
        if (!every.isZero()) {
            long shortest = atMostEvery.toMillis();
            long millis = Math.max(every.toMillis(), shortest);
            Future<?> unused = thread.scheduleWithFixedDelay(this::check, shortest, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Begins a check, soon to be found; {@return whether it does, rather than there was one just now} */
    synchronized boolean ask() {
        Instant now = clock.instant();
        if (began != null && now.isBefore(began.plus(atMostEvery))) {
            return false;
        }
        began = now;
        try {
            thread.execute(this::check);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // this is being stopped
        }
    }

    Found found() {
        return found;
    }

    private void check() {
        try {
            Map<NamespacedName, ProviderAccess> now =
                    router.check().stream().collect(Collectors.toMap(ProviderAccess::provider, Function.identity()));
            found = new Found(Optional.of(clock.instant()), now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and the thread ends
        } catch (RuntimeException e) {
            LOG.error("the Providers could not be checked", e);
        }
    }

    void close() {
        thread.shutdownNow();
    }
}
