package io.commitstatus;

import io.commitstatus.internal.delivery.HealthReport;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.OutboxSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a router's delivery is. Immutable; a snapshot.
 *
 * <pre>{@code
 * Health health = router.health();
 * if (!health.isGood()) {
 *     health.problems().forEach(System.err::println);
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class Health {
    private final boolean alive;
    private final Optional<String> storeTrouble;
    private final Optional<Instant> oldestWaiting;
    private final Set<String> hangingHosts;
    private final Set<NamespacedName> refusedProviders;
    private final int inFlight;

    private Health(HealthReport report) {
        this.alive = report.alive();
        this.storeTrouble = report.trouble();
        this.oldestWaiting = report.size().flatMap(OutboxSize::oldest);
        this.hangingHosts = Set.copyOf(report.hanging());
        this.refusedProviders = Set.copyOf(report.refused());
        this.inFlight = report.inFlight();
    }

    static Health of(HealthReport report) {
        return new Health(report);
    }

    /**
     * {@return whether statuses can be accepted and delivered: the router is open, its threads are alive and its outbox can be
     * worked on} Git hosts that hang or refuse credentials do not change that.
     */
    public boolean isGood() {
        return alive && storeTrouble.isEmpty();
    }

    /** {@return whether the thread that sees to delivery is alive; it is not any more once the router is closed} */
    public boolean isAlive() {
        return alive;
    }

    /** {@return what keeps the outbox from being worked on; empty when nothing does} */
    public Optional<String> storeTrouble() {
        return storeTrouble;
    }

    /** {@return when the oldest status that waits was accepted, as of some seconds ago; empty when none waits} */
    public Optional<Instant> oldestWaiting() {
        return oldestWaiting;
    }

    /** {@return the API origins that did not answer when they were last asked} */
    public Set<String> hangingHosts() {
        return hangingHosts;
    }

    /** {@return the Providers whose credentials the Git host refused} */
    public Set<NamespacedName> refusedProviders() {
        return refusedProviders;
    }

    /** {@return how many requests are under way} */
    public int inFlight() {
        return inFlight;
    }

    /** {@return what is wrong, one sentence each; empty when nothing is} */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!alive) {
            problems.add("the router is closed, or its dispatcher has died");
        }
        storeTrouble.ifPresent(it -> problems.add("the outbox cannot be worked on: " + it));
        new TreeSet<>(hangingHosts).forEach(it -> problems.add(it + " does not answer"));
        new TreeSet<>(refusedProviders)
                .forEach(it -> problems.add("the credentials of Provider " + it + " are refused"));
        return problems;
    }

    @Override
    public String toString() {
        List<String> problems = problems();
        return problems.isEmpty() ? "good" : String.join("; ", problems);
    }
}
