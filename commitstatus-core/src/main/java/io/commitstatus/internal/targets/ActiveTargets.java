package io.commitstatus.internal.targets;

import io.commitstatus.model.NamespacedName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Providers that statuses may be delivered to, and for how long a row of each is leased. Immutable. */
public final class ActiveTargets {
    private final Map<NamespacedName, DeliveryTarget> byName;
    private final Map<NamespacedName, Duration> leases;

    private ActiveTargets(Map<NamespacedName, DeliveryTarget> byName) {
        this.byName = Map.copyOf(byName);
        Map<NamespacedName, Duration> durations = new HashMap<>();
        byName.forEach((name, target) -> durations.put(name, target.lease()));
        this.leases = Map.copyOf(durations);
    }

    /** {@return these targets, by the Provider's name} */
    public static ActiveTargets of(Map<NamespacedName, DeliveryTarget> byName) {
        return new ActiveTargets(byName);
    }

    /** {@return the target of a Provider; null when it is not active} */
    public @Nullable DeliveryTarget get(NamespacedName provider) {
        return byName.get(provider);
    }

    /** {@return all of them} */
    public Map<NamespacedName, DeliveryTarget> byName() {
        return byName;
    }

    /** {@return for how long a row of each Provider is leased} */
    public Map<NamespacedName, Duration> leases() {
        return leases;
    }
}
