package io.commitstatus.conformance.foul;

import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import io.commitstatus.spi.CommitStatusPublisher;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Decides where and when foreign code throws, and wraps it so that it does. Thread-safe. */
public final class FoulPlay {
    private final Random random;
    private final Map<Seam, Integer> thrown = new EnumMap<>(Seam.class);
    private Set<Seam> seams = EnumSet.noneOf(Seam.class);
    private @Nullable Thrown what;
    private int perMille;

    /** Throws nothing until it is told to. */
    public FoulPlay(Random random) {
        this.random = random;
    }

    /** Throws at a seam, every time. */
    public synchronized void everyTime(Seam seam, Thrown thrown) {
        this.seams = EnumSet.of(seam);
        this.what = thrown;
        this.perMille = 1000;
    }

    /** Throws something at these seams now and then. */
    public synchronized void sometimes(Set<Seam> seams, int perMille) {
        this.seams = seams;
        this.what = null;
        this.perMille = perMille;
    }

    /** Throws nothing. */
    public synchronized void none() {
        this.seams = EnumSet.noneOf(Seam.class);
    }

    /** {@return how often something was thrown, by seam} */
    public synchronized Map<Seam, Integer> thrown() {
        return new EnumMap<>(thrown);
    }

    /** Throws, perhaps. */
    public void at(Seam seam) {
        Thrown now;
        synchronized (this) {
            if (!seams.contains(seam) || random.nextInt(1000) >= perMille) {
                return;
            }
            now = what == null
                    ? Thrown.kinds().get(random.nextInt(Thrown.kinds().size()))
                    : what;
            thrown.merge(seam, 1, Integer::sum);
        }
        now.now();
    }

    /** Wraps a resolver. */
    public SecretResolver resolver(SecretResolver resolver) {
        return name -> {
            at(Seam.RESOLVER);
            return resolver.resolve(name);
        };
    }

    /** Wraps a publisher with its destinations and sessions. */
    public CommitStatusPublisher publisher(CommitStatusPublisher publisher) {
        return new FoulPublisher(publisher, this);
    }

    /** Wraps an outbox; what it throws has changed nothing. */
    public Outbox outbox(Outbox outbox) {
        return new FoulOutbox(outbox, this);
    }

    /** Wraps a listener. */
    public DeliveryListener listener(DeliveryListener listener) {
        return new DeliveryListener() {
            @Override
            public void accepted(Accepted event) {
                listener.accepted(event);
                at(Seam.LISTENER_ACCEPTED);
            }

            @Override
            public void skipped(Skipped event) {
                listener.skipped(event);
                at(Seam.LISTENER_SKIPPED);
            }

            @Override
            public void joined(Joined event) {
                listener.joined(event);
                at(Seam.LISTENER_JOINED);
            }

            @Override
            public void attempted(Attempted event) {
                listener.attempted(event);
                at(Seam.LISTENER_ATTEMPTED);
            }

            @Override
            public void settled(Settled event) {
                listener.settled(event);
                at(Seam.LISTENER_SETTLED);
            }

            @Override
            public void held(Held event) {
                listener.held(event);
                at(Seam.LISTENER_HELD);
            }
        };
    }

    /** Wraps a strategy. */
    public KeyStrategy keys(KeyStrategy strategy) {
        return context -> {
            at(Seam.KEY_STRATEGY);
            return strategy.key(context);
        };
    }

    /** Wraps a strategy. */
    public StateStrategy states(StateStrategy strategy) {
        return context -> {
            at(Seam.STATE_STRATEGY);
            return strategy.state(context);
        };
    }

    /** Wraps a strategy. */
    public DescriptionStrategy description(DescriptionStrategy strategy) {
        return context -> {
            at(Seam.DESCRIPTION_STRATEGY);
            return strategy.description(context);
        };
    }

    /** Wraps a strategy. */
    public TargetUrlStrategy targetUrl(TargetUrlStrategy strategy) {
        return context -> {
            at(Seam.TARGET_URL_STRATEGY);
            return strategy.targetUrl(context);
        };
    }

    /** Wraps an executor; what it throws has not run the task. */
    public Executor executor(Executor executor) {
        return task -> {
            at(Seam.EXECUTOR);
            executor.execute(task);
        };
    }

    /** Wraps a clock that a test moves. */
    public Clock clock(Clock clock) {
        return new Clock() {
            @Override
            public Instant instant() {
                at(Seam.CLOCK);
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
