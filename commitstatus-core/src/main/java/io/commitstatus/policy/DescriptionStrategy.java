package io.commitstatus.policy;

import io.commitstatus.internal.flux.ReasonWords;

/**
 * Makes a status's description. Whatever it says is put on one line and cut to the vendor's limit. Thread-safe; asked once
 * for each status.
 *
 * <pre>{@code
 * DescriptionStrategy description = context -> context.event().reason() + ": " + context.event().message();
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DescriptionStrategy {

    /** The description, possibly empty. An exception skips the event for that Alert, with the reason in the receipt. */
    String description(StatusContext context);

    /** The event's message, the default; the reason in words where the message is blank. */
    static DescriptionStrategy message() {
        return context -> context.event().message().isBlank()
                ? ReasonWords.of(context.event().reason())
                : context.event().message();
    }

    /** The event's reason in words, as Flux writes it: {@code reconciliation succeeded}. */
    static DescriptionStrategy reason() {
        return context -> ReasonWords.of(context.event().reason());
    }
}
