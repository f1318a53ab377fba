package io.commitstatus.internal.routing;

import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.ObjectLabels;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import io.commitstatus.spi.StatusLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a routing table for a test. */
final class Tables {
    final List<Alert> alerts = new ArrayList<>();
    final Map<NamespacedName, ProviderRoute> targets = new HashMap<>();

    @Nullable
    KeyStrategy key;

    DescriptionStrategy description = DescriptionStrategy.message();

    @Nullable
    StateStrategy state;

    TargetUrlStrategy targetUrl = TargetUrlStrategy.none();
    EventGate gate = EventGate.revision();
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
                provider.name(),
                ProviderRoute.to(
                        DeliveryTarget.of(
                                provider, provider.type(), new TestDestination("org/repo", limits), it -> List.of()),
                        null));
        return this;
    }

    RoutingOptions options() {
        return new RoutingOptions(key, description, state, targetUrl, gate, reportProgress, crossNamespaceRefs, labels);
    }

    RoutingTable build() {
        return RoutingTable.build(alerts, targets, options());
    }

    List<Decision> decide(Event event) {
        return build().decide(event);
    }
}
