package io.commitstatus.policy;

import io.commitstatus.model.ObjectReference;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the labels of the object that an event speaks of, for Alerts with {@code matchLabels}. Thread-safe; asked on the
 * thread that routes, at most once for each event, and only where kind, name and namespace match already.
 *
 * <pre>{@code
 * Map<String, Map<String, String>> cache = new ConcurrentHashMap<>(); // filled by an informer
 * ObjectLabels labels = object -> Optional.ofNullable(cache.get(object.namespace() + "/" + object.name()));
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ObjectLabels {

    /**
     * The object's labels; empty when there is no such object, which matches nothing. An exception skips the event for the
     * Alerts that ask, with the reason in the receipt.
     */
    Optional<Map<String, String>> labels(ObjectReference object);
}
