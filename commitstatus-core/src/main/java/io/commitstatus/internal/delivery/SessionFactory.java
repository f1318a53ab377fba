package io.commitstatus.internal.delivery;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens sessions: binds a destination to credentials and to the HTTP client. Thread-safe. */
public interface SessionFactory extends AutoCloseable {

    /** Opens a session. No I/O. */
    Opened open(Provider provider, Destination destination, Secrets secrets);

    /** Releases threads and connections; sessions that are open cannot be used any more. */
    @Override
    void close();

    /**
     * The Secrets that a Provider names.
     *
     * @param credentials with the token; without keys where the Provider names none
     * @param certificates with the TLS files
     * @param proxy with the proxy
     */
    record Secrets(
            Secret credentials,
            @Nullable Secret certificates,
            @Nullable Secret proxy) {}

    /**
     * A session.
     *
     * @param session the publisher's
     * @param redact blanks what is secret in a text
     * @param pause the longest pause that the Git host has asked for since this was last called, by an answer to whatever
     *     request
     * @param tokens those that are minted for it; let go of when the session is closed
     */
    record Opened(
            PublisherSession session,
            UnaryOperator<String> redact,
            Supplier<Optional<Duration>> pause,
            TokenUse tokens) {}

    /** The tokens that are minted for a session. Thread-safe. */
    interface TokenUse {

        /** {@return the number of the token that would be sent now; 0 when one would be minted first, or none is needed} */
        long serial();

        /**
         * The Git host refused the credentials, which were, before they were sent, those with this number.
         *
         * @return whether another attempt would be made with another token
         */
        boolean forget(long serial);

        /** Lets go of them. */
        void close();
    }
}
