package io.commitstatus.internal.routing;

import com.google.re2j.Pattern;
import io.commitstatus.internal.text.Patterns;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** RE2 patterns, each text compiled once, also over a change of the configuration. Not thread-safe while it compiles. */
final class EventPatterns {
    private final Map<String, Optional<Pattern>> compiled = new HashMap<>();
    private final Map<String, Optional<Pattern>> previous;

    EventPatterns() {
        this.previous = Map.of();
    }

    /** Takes over what is asked for again, and forgets the rest. */
    EventPatterns(EventPatterns previous) {
        this.previous = Map.copyOf(previous.compiled);
    }

    /** The pattern; empty when it is invalid. */
    Optional<Pattern> compile(String text) {
        return compiled.computeIfAbsent(text, it -> {
            Optional<Pattern> known = previous.get(it);
            return known != null ? known : Patterns.compile(it);
        });
    }
}
