package io.commitstatus.spi;

import java.time.Instant;

/**
 * Warns people before a credential that they have to replace ends: in the log, once a day for a Secret in its last two weeks,
 * however many Providers name it. Core's are thread-safe and throw nothing.
 *
 * @since 0.1
 */
public interface ExpiryWatch {
    /** Is never due, and warns nobody. */
    ExpiryWatch NONE = new ExpiryWatch() {
        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void ends(Instant when) {}
    };

    /**
     * Whether to ask the Git host when the credential ends, where its answers do not tell by themselves: once the Secret has been
     * in use for an hour, and then once a day. Who is told so is the one that asks.
     */
    boolean isDue();

    /** The Git host, or the credential itself, says when it ends. */
    void ends(Instant when);
}
