package io.commitstatus.internal.routing;

import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.StatusContext;
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
    private final Map<NamespacedName, ProviderRoute> routes;
    private final RoutingOptions options;
    private final StatusMaker maker;
    private final EventPatterns patterns;

    private RoutingTable(
            Collection<Alert> alerts,
            Map<NamespacedName, ProviderRoute> routes,
            RoutingOptions options,
            EventPatterns patterns) {
        this.routes = Map.copyOf(routes);
        this.options = options;
        this.maker = new StatusMaker(options);
        this.patterns = patterns;
        alerts.forEach(alert -> index.add(new AlertFilter(alert, patterns)));
    }

    public static RoutingTable build(
            Collection<Alert> alerts, Map<NamespacedName, ProviderRoute> routes, RoutingOptions options) {
        return new RoutingTable(alerts, routes, options, new EventPatterns());
    }

    /** The table of another configuration, with the compiled patterns of this one. */
    public RoutingTable rebuild(Collection<Alert> alerts, Map<NamespacedName, ProviderRoute> routes) {
        return new RoutingTable(alerts, routes, options, new EventPatterns(patterns));
    }

    /** One decision for each Alert whose event sources match, by the Alert's name; none when no Alert's do. */
    public List<Decision> decide(Event event) {
        Map<NamespacedName, Matched> matched = match(event);
        if (matched.isEmpty()) {
            return List.of();
        }
        Map<String, String> clean = Metadata.clean(event);
        GateCheck gate = new GateCheck(options.gate(), event, clean);
        Map<DeliveryKey, Decision.Send> sent = new HashMap<>();
        List<Decision> decisions = new ArrayList<>(matched.size());
        for (Matched it : matched.values()) {
            Alert alert = it.filter().alert();
            try {
                Decision.Send send = decide(event, clean, gate, it);
                Decision.Send first = sent.putIfAbsent(send.key(), send);
                decisions.add(first == null ? send : shared(send, first));
            } catch (SkippedException e) {
                decisions.add(new Decision.Skip(alert.name(), alert.provider(), e.code(), e.reason()));
            }
        }
        return List.copyOf(decisions);
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

    private Decision.Send decide(Event event, Map<String, String> clean, GateCheck gate, Matched matched)
            throws SkippedException {
        Alert alert = matched.filter().alert();
        if (matched.problem() != null) {
            throw new SkippedException(SkipReason.LABELS_UNKNOWN, matched.problem());
        }
        var refusal = matched.filter().refusal(event, options.crossNamespaceRefs());
        if (refusal.isPresent()) {
            throw new SkippedException(SkipReason.FILTERED, refusal.get());
        }
        ProviderRoute route = routes.get(alert.provider());
        if (route == null) {
            throw new SkippedException(
                    SkipReason.PROVIDER_UNUSABLE,
                    "the Provider " + alert.provider()
                            + " is missing, or broken; see the problems of the configuration");
        }
        DeliveryTarget target = route.target();
        gate.pass();
        Metadata.Combined metadata = Metadata.combine(event, clean, alert);
        CommitFinder.Found commit = CommitFinder.find(event, metadata.values());
        StatusContext context = StatusContext.of(
                event.withCombinedMetadata(metadata.values()),
                alert,
                target.provider(),
                commit.commit().orElseThrow(() -> new SkippedException(SkipReason.NO_COMMIT, commit.reason())));
        List<String> notes = new ArrayList<>(matched.filter().notes());
        notes.addAll(metadata.notes());
        CommitStatus made = maker.make(context, route.key(), commit.ref(), notes);
        Placement placed = Placement.of(made, target);
        notes.addAll(placed.notes());
        return new Decision.Send(alert.name(), target, placed.status(), placed.key(), notes);
    }

    private static Decision.Send shared(Decision.Send send, Decision.Send first) {
        List<String> notes = new ArrayList<>(send.notes());
        notes.add("the same key as of the Alert " + first.alert() + ", whose status is sent for both");
        return new Decision.Send(send.alert(), send.target(), first.status(), first.key(), notes);
    }

    /**
     * An Alert whose sources match.
     *
     * @param problem why that cannot be told; null where it can
     */
    private record Matched(AlertFilter filter, @Nullable String problem) {}
}
