package io.commitstatus.internal.routing;

import io.commitstatus.model.ObjectReference;
import io.commitstatus.policy.ObjectLabels;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for the labels of one event's object at most once. Not thread-safe. */
final class LabelMatcher {
    private final @Nullable ObjectLabels source;
    private final ObjectReference object;
    private Optional<Map<String, String>> labels = Optional.empty();
    private String failure = "";
    private boolean asked;

    LabelMatcher(@Nullable ObjectLabels source, ObjectReference object) {
        this.source = source;
        this.object = object;
    }

    /** Whether the source's labels match; true where it asks for none. */
    Match match(SourceIndex.Entry entry) {
        Optional<Map<String, String>> wanted = entry.source().matchLabels();
        if (wanted.isEmpty()) {
            return Match.YES;
        }
        if (source == null) {
            return Match.unknown("eventSources[" + entry.index()
                    + "].matchLabels cannot be told; give the router an ObjectLabels that finds an object's labels");
        }
        ask(source);
        if (!failure.isEmpty()) {
            return Match.unknown("eventSources[" + entry.index() + "].matchLabels cannot be told: " + failure);
        }
        return labels.map(it -> it.entrySet().containsAll(wanted.get().entrySet()))
                        .orElse(false)
                ? Match.YES
                : Match.NO;
    }

    private void ask(ObjectLabels source) {
        if (!asked) {
            asked = true;
            try {
                labels = Objects.requireNonNull(source.labels(object));
            } catch (Throwable e) {
                failure = UserCode.failure("ObjectLabels", e);
            }
        }
    }

    /**
     * The answer.
     *
     * @param problem why it cannot be told; null where it can
     */
    record Match(boolean matches, @Nullable String problem) {
        static final Match YES = new Match(true, null);
        static final Match NO = new Match(false, null);

        static Match unknown(String problem) {
            return new Match(false, problem);
        }
    }
}
