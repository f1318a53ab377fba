package io.commitstatus.internal.routing;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.ObjectReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which object wrote which register, so that two objects that overwrite each other are told of, once. Thread-safe;
 * bounded: the least recently written is forgotten first.
 */
public final class ObjectsByKey {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectsByKey.class);
    private static final int KEYS = 10_000;
    private static final int PAIRS = 1_000;

    private final Map<DeliveryKey, String> objects = new Recent<>(KEYS);
    private final Map<String, Boolean> told = new Recent<>(PAIRS);

    /** A warning, when another object has written that register, and nothing was said of these two yet. */
    public synchronized Optional<String> meet(DeliveryKey key, ObjectReference reference) {
        String object = reference.toString();
        String other = objects.put(key, object);
        if (other == null || other.equals(object)) {
            return Optional.empty();
        }
        String pair = object.compareTo(other) < 0 ? object + " " + other : other + " " + object;
        if (told.put(pair, true) != null) {
            return Optional.empty();
        }
        LOG.atWarn()
                .addKeyValue("key", key)
                .addKeyValue("object", object)
                .addKeyValue("other", other)
                .log("two objects overwrite each other's status");
        return Optional.of(
                object + " and " + other + " have the same key on this commit, and overwrite each other's status;"
                        + " give them Providers of their own, or a KeyStrategy that tells them apart");
    }

    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private final int limit;

        Recent(int limit) {
            super(16, 0.75f, true);
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
        }
    }
}
