package io.commitstatus.policy;

import io.commitstatus.internal.flux.FluxKey;

/**
 * Makes a status key: the register on the commit, which a later status of the same key overwrites. Thread-safe; asked
 * once for each status.
 *
 * <pre>{@code
 * KeyStrategy keys = context -> "deploy/" + context.event().involvedObject().name();
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface KeyStrategy {

    /**
     * The key. Different objects need different keys, and one object the same key each time. A blank one, or an exception,
     * skips the event for that Alert, with the reason in the receipt.
     */
    String key(StatusContext context);

    /**
     * Whether {@link #key} evaluates a Provider's {@code spec.commitStatusExpr}. Default: no, and then a Provider that has
     * one is a problem rather than given another key than it asks for.
     */
    default boolean understands(String commitStatusExpr) {
        return false;
    }

    /**
     * Flux's key, the default: lower-case {@code kind/name/suffix}. The suffix is the Provider's uid up to its first dash.
     * Without a uid it is the annotation {@code commitstatus.io/key-suffix}, else 8 hexadecimal digits of a hash of the
     * Provider's name; and then an object of another namespace than the Provider's has {@code
     * kind/namespace/name/suffix}.
     */
    static KeyStrategy flux() {
        return context -> FluxKey.of(context.event().involvedObject(), context.provider());
    }
}
