package io.commitstatus.internal.routing;

import com.google.re2j.Pattern;
import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an Alert lets an event pass that its sources match. */
final class AlertFilter {
    /** Flux bounds messages to this; a longer one is looked at no further. */
    private static final int LONGEST_MESSAGE = 39_000;

    private final Alert alert;
    private final List<Optional<Pattern>> inclusions;
    private final List<Optional<Pattern>> exclusions;
    private final List<String> notes;

    AlertFilter(Alert alert, EventPatterns patterns) {
        this.alert = alert;
        this.inclusions = alert.inclusionList().stream().map(patterns::compile).toList();
        this.exclusions = alert.exclusionList().stream().map(patterns::compile).toList();
        List<String> invalid = new ArrayList<>();
        note("inclusionList", alert.inclusionList(), inclusions, invalid);
        note("exclusionList", alert.exclusionList(), exclusions, invalid);
        this.notes = List.copyOf(invalid);
    }

    private static void note(String field, List<String> texts, List<Optional<Pattern>> patterns, List<String> invalid) {
        for (int i = 0; i < texts.size(); i++) {
            if (patterns.get(i).isEmpty()) {
                invalid.add(item(field, i, texts) + " is not a valid RE2 pattern and was left out");
            }
        }
    }

    Alert alert() {
        return alert;
    }

    /** EventPatterns that are left out because they are invalid. */
    List<String> notes() {
        return notes;
    }

    /** Why the event does not pass; empty when it does. */
    Optional<String> refusal(Event event, boolean crossNamespaceRefs) {
        if (alert.suspended()) {
            return Optional.of("the Alert is suspended");
        }
        Severity severity = event.severity();
        if (!severity.equals(alert.eventSeverity()) && !alert.eventSeverity().equals(Severity.INFO)) {
            return Optional.of("severity " + Texts.quote(severity.value()) + " is not the Alert's eventSeverity "
                    + Texts.quote(alert.eventSeverity().value()));
        }
        // Before the patterns: no work is done for what may not be seen.
        ObjectReference object = event.involvedObject();
        if (!crossNamespaceRefs && !object.namespace().equals(alert.name().namespace())) {
            return Optional.of("the Alert may not see " + object
                    + " of another namespace: cross-namespace references are blocked");
        }
        return unwanted(Texts.prefix(event.message(), LONGEST_MESSAGE));
    }

    private Optional<String> unwanted(String message) {
        try {
            if (!inclusions.isEmpty() && find(inclusions, message) < 0) {
                return Optional.of("no pattern of inclusionList is found in the message");
            }
            int exclusion = find(exclusions, message);
            return exclusion < 0
                    ? Optional.empty()
                    : Optional.of(
                            "the message is excluded by " + item("exclusionList", exclusion, alert.exclusionList()));
        } catch (StackOverflowError e) {
            // The library follows a pattern's empty branches by recursion. That Alert alone is harmed.
            return Optional.of("a pattern of the Alert is too complex to be matched against this message; simplify it");
        }
    }

    private static int find(List<Optional<Pattern>> patterns, String message) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).isPresent()
                    && patterns.get(i).get().matcher(message).find()) {
                return i;
            }
        }
        return -1;
    }

    private static String item(String field, int index, List<String> texts) {
        return field + "[" + index + "] " + Texts.quote(texts.get(index));
    }
}
