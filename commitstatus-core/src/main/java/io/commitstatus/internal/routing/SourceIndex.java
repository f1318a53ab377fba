package io.commitstatus.internal.routing;

import io.commitstatus.model.EventSource;
import io.commitstatus.model.ObjectReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the event sources of an object by kind, namespace and name: four look-ups, however many Alerts there are. Immutable
 * once it is built.
 */
final class SourceIndex {
    private static final String ANY = "*";
    private static final Comparator<Entry> ORDER =
            Comparator.comparing((Entry it) -> it.filter().alert().name()).thenComparing(Entry::index);

    private final Map<Key, List<Entry>> entries = new HashMap<>();

    void add(AlertFilter filter) {
        List<EventSource> sources = filter.alert().eventSources();
        for (int i = 0; i < sources.size(); i++) {
            EventSource source = sources.get(i);
            String namespace = source.namespace().orElse(filter.alert().name().namespace());
            entries.computeIfAbsent(new Key(source.kind(), namespace, source.name()), it -> new ArrayList<>(1))
                    .add(new Entry(filter, i));
        }
    }

    /** The sources of that kind, namespace and name, by the Alert's name. */
    List<Entry> find(ObjectReference object) {
        List<Entry> found = new ArrayList<>();
        for (String namespace : object.namespace().equals(ANY) ? List.of(ANY) : List.of(object.namespace(), ANY)) {
            for (String name : object.name().equals(ANY) ? List.of(ANY) : List.of(object.name(), ANY)) {
                found.addAll(entries.getOrDefault(new Key(object.kind(), namespace, name), List.of()));
            }
        }
        found.sort(ORDER);
        return found;
    }

    private record Key(String kind, String namespace, String name) {}

    /**
     * One source of an Alert.
     *
     * @param index its place in {@code spec.eventSources}
     */
    record Entry(AlertFilter filter, int index) {
        EventSource source() {
            return filter.alert().eventSources().get(index);
        }
    }
}
