package io.commitstatus.internal.routing;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event's metadata, cleaned and combined with an Alert's, as in Flux: annotations of the object, then the Alert's
 * {@code eventMetadata} and {@code summary}, then what the object's controller says; the later overrides the earlier. A
 * forwarded event's metadata is combined already, so that all of it overrides the Alert's.
 */
final class Metadata {
    private static final String ANNOTATIONS = Event.GROUP + "/";
    private static final String TOKEN = "token";

    private Metadata() {}

    /** Without what belongs to other controllers or is internal to Flux; a token is never shown to anything. */
    static Map<String, String> clean(Event event) {
        Map<String, String> kept = new TreeMap<>(event.metadata());
        if (event.forwarded()) {
            kept.remove(TOKEN);
            return kept;
        }
        String controller = prefix(event);
        kept.keySet()
                .removeIf(key -> !(key.startsWith(ANNOTATIONS) || key.startsWith(controller))
                        || key.equalsIgnoreCase(controller + "checksum")
                        || key.equalsIgnoreCase(controller + "digest")
                        || key.equals(controller + TOKEN));
        return kept;
    }

    /** The event with its metadata cleaned and nothing else changed. */
    static Event replace(Event event, Map<String, String> clean) {
        return clean.equals(event.metadata()) ? event : event.withMetadata(clean);
    }

    static Combined combine(Event event, Map<String, String> clean, Alert alert) {
        Map<String, String> values = new TreeMap<>();
        Map<String, List<String>> sources = new TreeMap<>();
        String controller = event.forwarded() ? "" : prefix(event);
        if (!event.forwarded()) {
            add(clean, ANNOTATIONS, "involved object annotations", values, sources);
        }
        add(alert.eventMetadata(), "", "Alert object .spec.eventMetadata", values, sources);
        if (!alert.summary().isEmpty()) {
            add(Map.of("summary", alert.summary()), "", "Alert object .spec.summary", values, sources);
        }
        // An object of Flux's event group would otherwise be in conflict with itself.
        if (!controller.equals(ANNOTATIONS)) {
            String name = event.forwarded() ? "forwarded event" : "involved object controller metadata";
            add(clean, controller, name, values, sources);
        }
        sources.values().removeIf(it -> it.size() < 2);
        return new Combined(Collections.unmodifiableMap(values), Collections.unmodifiableMap(sources));
    }

    private static void add(
            Map<String, String> from,
            String prefix,
            String source,
            Map<String, String> values,
            Map<String, List<String>> sources) {
        from.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                String bare = key.substring(prefix.length());
                values.put(bare, value);
                sources.computeIfAbsent(bare, it -> new ArrayList<>()).add(source);
            }
        });
    }

    private static String prefix(Event event) {
        return event.involvedObject().group() + "/";
    }

    /**
     * Metadata with bare keys.
     *
     * @param conflicts the sources of each key that has several, the one that won last
     */
    record Combined(Map<String, String> values, Map<String, List<String>> conflicts) {

        List<String> notes() {
            return conflicts.entrySet().stream()
                    .map(it -> "metadata " + Texts.quote(it.getKey()) + " is set by " + String.join(", ", it.getValue())
                            + "; the last one counts")
                    .toList();
        }
    }
}
