package io.commitstatus.internal.routing;

import io.commitstatus.Description;
import io.commitstatus.Gate;
import io.commitstatus.ObjectLabels;
import io.commitstatus.StateStrategy;
import io.commitstatus.StatusKeyStrategy;
import io.commitstatus.TargetUrlStrategy;
import io.commitstatus.internal.routing.RoutingTable.Target;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.StatusLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a routing table for a test. */
final class Tables {
    final List<Alert> alerts = new ArrayList<>();
    final Map<NamespacedName, Target> targets = new HashMap<>();

    @Nullable
    StatusKeyStrategy key;

    Description description = Description.MESSAGE;

    @Nullable
    StateStrategy state;

    TargetUrlStrategy targetUrl = TargetUrlStrategy.none();
    Gate gate = Gate.REVISION;
    boolean reportProgress;
    boolean crossNamespaceRefs = true;

    @Nullable
    ObjectLabels labels;

    Tables alert(Alert.Builder alert) {
        alerts.add(alert.build());
        return this;
    }

    Tables provider(Provider provider) {
        return provider(provider, StatusLimits.builder().build());
    }

    Tables provider(Provider provider, StatusLimits limits) {
        targets.put(
                provider.name(), new Target(provider, provider.type(), new TestDestination("org/repo", limits), null));
        return this;
    }

    RoutingOptions options() {
        return new RoutingOptions(key, description, state, targetUrl, gate, reportProgress, crossNamespaceRefs, labels);
    }

    RoutingTable build() {
        return RoutingTable.build(alerts, targets, options());
    }

    List<Plan> plan(Event event) {
        return build().plan(event);
    }
}
