package io.commitstatus.internal.delivery;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import java.time.Duration;
import java.util.Map;

/**
 * Where all Providers' statuses go.
 *
 * @param byName by the Provider's name
 * @param lease how long a claim is held: twice the longest request, for a question and a request, and 30 seconds
 */
record Targets(Map<NamespacedName, Target> byName, Duration lease) {

    static Targets of(Map<NamespacedName, Target> byName) {
        Duration longest = byName.values().stream()
                .map(it -> it.provider().timeout())
                .max(Duration::compareTo)
                .orElse(Provider.DEFAULT_TIMEOUT);
        return new Targets(Map.copyOf(byName), longest.multipliedBy(2).plusSeconds(30));
    }
}
