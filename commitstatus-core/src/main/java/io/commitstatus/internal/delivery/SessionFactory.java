package io.commitstatus.internal.delivery;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens sessions: binds a destination to credentials and to the HTTP client. Thread-safe. */
@FunctionalInterface
public interface SessionFactory {

    /** Opens a session. No I/O. */
    Opened open(Provider provider, Destination destination, Secrets secrets);

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
     */
    record Opened(PublisherSession session, UnaryOperator<String> redact) {}
}
