package io.commitstatus.internal.routing;

import io.commitstatus.Gate;
import io.commitstatus.StatusContext;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Severity;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which statuses an event asks for, by one configuration. Immutable and thread-safe. */
public final class RoutingTable {
    private final SourceIndex index = new SourceIndex();
    private final Map<NamespacedName, Target> targets;
    private final RoutingOptions options;
    private final StatusMaker maker;
    private final Patterns patterns;
    private final ObjectsByKey objects;

    private RoutingTable(
            Collection<Alert> alerts,
            Map<NamespacedName, Target> targets,
            RoutingOptions options,
            Patterns patterns,
            ObjectsByKey objects) {
        this.targets = Map.copyOf(targets);
        this.options = options;
        this.maker = new StatusMaker(options);
        this.patterns = patterns;
        this.objects = objects;
        alerts.forEach(alert -> index.add(new AlertFilter(alert, patterns)));
    }

    public static RoutingTable build(
            Collection<Alert> alerts, Map<NamespacedName, Target> targets, RoutingOptions options) {
        return new RoutingTable(alerts, targets, options, new Patterns(), new ObjectsByKey());
    }

    /** The table of another configuration, with the compiled patterns and the memory of this one. */
    public RoutingTable rebuild(Collection<Alert> alerts, Map<NamespacedName, Target> targets) {
        return new RoutingTable(alerts, targets, options, new Patterns(patterns), objects);
    }

    /** One plan for each Alert whose event sources match, by the Alert's name; none when no Alert's do. */
    public List<Plan> plan(Event event) {
        Map<NamespacedName, Matched> matched = match(event);
        if (matched.isEmpty()) {
            return List.of();
        }
        Map<String, String> clean = Metadata.clean(event);
        Map<DeliveryKey, Plan.Accepted> accepted = new HashMap<>();
        List<Plan> plans = new ArrayList<>(matched.size());
        for (Matched it : matched.values()) {
            Alert alert = it.filter().alert();
            try {
                Plan.Accepted plan = accept(event, clean, it);
                Plan.Accepted first = accepted.putIfAbsent(plan.key(), plan);
                plans.add(first == null ? plan : shared(plan, first));
            } catch (SkippedException e) {
                plans.add(new Plan.Skipped(alert.name(), alert.provider(), e.reason()));
            }
        }
        return List.copyOf(plans);
    }

    private Map<NamespacedName, Matched> match(Event event) {
        List<SourceIndex.Entry> entries = candidates(event);
        LabelMatcher labels = new LabelMatcher(options.labels(), event.involvedObject());
        Map<NamespacedName, Matched> matched = new TreeMap<>();
        for (SourceIndex.Entry entry : entries) {
            NamespacedName name = entry.filter().alert().name();
            Matched known = matched.get(name);
            if (known != null && known.problem() == null) {
                continue;
            }
            LabelMatcher.Match match = labels.match(entry);
            if (match.matches()) {
                matched.put(name, new Matched(entry.filter(), null));
            } else if (known == null && match.problem() != null) {
                matched.put(name, new Matched(entry.filter(), match.problem()));
            }
        }
        return matched;
    }

    /** All that is looked at for an event. */
    List<SourceIndex.Entry> candidates(Event event) {
        return index.find(event.involvedObject());
    }

    private Plan.Accepted accept(Event event, Map<String, String> clean, Matched matched) throws SkippedException {
        Alert alert = matched.filter().alert();
        if (matched.problem() != null) {
            throw new SkippedException(matched.problem());
        }
        var refusal = matched.filter().refusal(event, options.crossNamespaceRefs());
        if (refusal.isPresent()) {
            throw new SkippedException(refusal.get());
        }
        Target target = targets.get(alert.provider());
        if (target == null) {
            throw new SkippedException("there is no Provider " + alert.provider());
        }
        Destination destination = target.destination();
        if (target.provider().suspended()) {
            throw new SkippedException("the Provider " + alert.provider() + " is suspended");
        }
        if (target.blockedReason() != null || destination == null) {
            throw new SkippedException(
                    "the Provider " + alert.provider() + " cannot be used: " + target.blockedReason());
        }
        if (options.gate() == Gate.FLUX
                && !event.severity().equals(Severity.ERROR)
                && !Metadata.passesFluxGate(event, clean)) {
            throw new SkippedException(
                    "Flux's gate lets only errors pass, and events with the metadata commit_status: update"
                            + " of the object's controller or a commit of the event's own");
        }
        Metadata.Combined metadata = Metadata.combine(event, clean, alert);
        CommitFinder.Found commit = CommitFinder.find(event, metadata.values());
        StatusContext context = StatusContext.of(
                event.withCombinedMetadata(metadata.values()),
                alert,
                target.provider(),
                commit.commit().orElseThrow(() -> new SkippedException(commit.reason())));
        List<String> notes = new ArrayList<>(matched.filter().notes());
        notes.addAll(metadata.notes());
        CommitStatus made = maker.make(context, commit.ref(), notes);
        StatusFitter.Fitted fitted = StatusFitter.fit(made, destination);
        if (fitted instanceof StatusFitter.Refused refused) {
            throw new SkippedException(refused.reason());
        }
        StatusFitter.Fits fits = (StatusFitter.Fits) fitted;
        notes.addAll(fits.notes());
        DeliveryKey key = DeliveryKey.of(target.type(), destination, fits.status());
        objects.meet(key, event.involvedObject()).ifPresent(notes::add);
        return new Plan.Accepted(alert.name(), alert.provider(), target.type(), destination, fits.status(), key, notes);
    }

    private static Plan.Accepted shared(Plan.Accepted plan, Plan.Accepted first) {
        List<String> notes = new ArrayList<>(plan.notes());
        notes.add("the same key as of the Alert " + first.alert() + ", whose status is sent for both");
        return new Plan.Accepted(
                plan.alert(), plan.provider(), first.type(), first.destination(), first.status(), first.key(), notes);
    }

    /**
     * What an Alert's Provider leads to.
     *
     * @param destination null when it is blocked
     * @param blockedReason why nothing can be sent there; null when it can
     */
    public record Target(
            Provider provider,
            String type,
            @Nullable Destination destination,
            @Nullable String blockedReason) {
        public Target {
            if (destination == null && blockedReason == null) {
                throw new IllegalArgumentException(provider + " has neither a destination nor a reason why not");
            }
        }
    }

    /**
     * An Alert whose sources match.
     *
     * @param problem why that cannot be told; null where it can
     */
    private record Matched(AlertFilter filter, @Nullable String problem) {}
}
