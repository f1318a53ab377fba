package io.commitstatus.internal.delivery;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Pace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which credentials may be used now: their holds and their pace, and which Provider uses which. What it says before a
 * claim is a forecast, since a Secret may have changed; an attempt asks {@link Holds} and {@link PaceKeeper} itself.
 */
final class Gatekeeper implements Attempt.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
    /** How soon a changed Secret is noticed while the old one is refused. */
    private static final Duration RECHECK_EVERY = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final Clock clock;
    private final Sessions sessions;
    private final Notices notices;
    private final Function<Target, List<Pace>> pace;
    private final Holds holds;
    private final PaceKeeper paces;
    /** What each Provider was last seen to use. */
    private final Map<NamespacedName, Credential> credentials = new ConcurrentHashMap<>();
    /** What other routers on a durable outbox were told, or this one before it was started again. */
    private Map<NamespacedName, Duration> stored = Map.of();

    private Instant nextRecheck;

    Gatekeeper(Outbox outbox, Clock clock, Sessions sessions, Notices notices, Function<Target, List<Pace>> pace) {
        this.outbox = outbox;
        this.clock = clock;
        this.sessions = sessions;
        this.notices = notices;
        this.pace = pace;
        this.holds = new Holds(clock);
        this.paces = new PaceKeeper(clock);
        this.nextRecheck = clock.instant();
    }

    Holds holds() {
        return holds;
    }

    PaceKeeper paces() {
        return paces;
    }

    void retain(Set<NamespacedName> providers) {
        credentials.keySet().retainAll(providers);
    }

    /** The Providers whose credential may be used now. */
    Set<NamespacedName> open(Set<NamespacedName> providers) {
        stored = outbox.durable() ? outbox.holds() : Map.of();
        if (holds.isEmpty() && stored.isEmpty()) {
            return providers;
        }
        Set<Credential> closed = new HashSet<>();
        stored.keySet().forEach(it -> Optional.ofNullable(credentials.get(it)).ifPresent(closed::add));
        return providers.stream()
                .filter(it -> {
                    Credential credential = credentials.get(it);
                    return !stored.containsKey(it)
                            && (credential == null || (!closed.contains(credential) && holds.room(credential) > 0));
                })
                .collect(Collectors.toSet());
    }

    /** Counts for one round of claims. */
    Admission admission(Targets targets, InFlight inFlight, int maxPerHost) {
        return new Admission(targets.byName(), inFlight, maxPerHost, credentials::get, this::room);
    }

    private int room(Target target) {
        Credential credential = credentials.get(target.provider().name());
        if (credential == null) {
            return Integer.MAX_VALUE;
        }
        List<Pace> limits = pace.apply(target);
        return Math.min(holds.room(credential), limits.isEmpty() ? Integer.MAX_VALUE : paces.room(credential, limits));
    }

    /** How long until more may be sent than could be in this round. */
    Optional<Duration> untilMore(Admission round) {
        Stream<Duration> paced =
                round.exhausted().entrySet().stream().map(it -> paces.wait(it.getKey(), pace.apply(it.getValue())));
        Stream<Duration> rechecked = holds.anyRefused() ? Stream.of(RECHECK_EVERY) : Stream.empty();
        return Stream.of(stored.values().stream(), holds.soonest().stream(), paced, rechecked)
                .flatMap(it -> it)
                .filter(it -> !it.isZero())
                .min(Comparator.naturalOrder());
    }

    /** Why a Provider's due rows are not sent now; empty when nothing keeps them back. */
    String why(Target target) {
        Credential credential = credentials.get(target.provider().name());
        if (credential == null) {
            return "";
        }
        Duration held = holds.left(credential);
        if (!held.isZero()) {
            String reason =
                    holds.isRefused(credential) ? "the credentials were refused" : "the Git host asked for a pause";
            return reason + "; held for another " + held.toSeconds() + " s";
        }
        Duration wait = paces.wait(credential, pace.apply(target));
        return wait.isZero() ? "" : "within the Git host's write limits; next in " + wait.toSeconds() + " s";
    }

    @Override
    public void uses(Target target, Credential credential) {
        credentials.put(target.provider().name(), credential);
    }

    @Override
    public void limited(Target target, Duration duration, String reason) {
        try {
            outbox.hold(target.provider().name(), duration);
        } catch (OutboxException e) {
            // This router keeps the hold all the same; only others cannot know of it.
            LOG.atWarn()
                    .addKeyValue("provider", target.provider().name())
                    .setCause(e)
                    .log("a hold cannot be stored");
        }
        notices.held(target, duration, reason);
    }

    @Override
    public void refused(Target target, Duration duration, String reason) {
        // Not stored: whether a credential is good, each router finds out with its own Secret.
        notices.held(target, duration, reason);
    }

    /** Looks whether refused Secrets were replaced, on a worker, since a resolver may be slow. */
    void recheckRefused(Targets targets, Executor workers, Runnable changed) {
        Instant now = clock.instant();
        if (now.isBefore(nextRecheck)) {
            return;
        }
        nextRecheck = now.plus(RECHECK_EVERY);
        holds.retain(credentials.values());
        credentials.forEach((name, credential) -> {
            Target target = targets.byName().get(name);
            if (target != null && holds.isRefused(credential)) {
                try {
                    workers.execute(() -> recheck(name, target, changed));
                } catch (RejectedExecutionException e) {
                    LOG.atDebug().setCause(e).log("the executor is full; the Secrets are looked at again later");
                }
            }
        });
    }

    private void recheck(NamespacedName name, Target target, Runnable changed) {
        try {
            Credential found = sessions.credential(target);
            if (!found.equals(credentials.put(name, found))) {
                changed.run();
            }
        } catch (IOException | InvalidFieldException e) {
            LOG.atDebug().addKeyValue("provider", name).log("the Secret cannot be read");
        }
    }
}
