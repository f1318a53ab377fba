package io.commitstatus.testing;

import io.commitstatus.internal.http.Context;
import io.commitstatus.internal.http.HttpClients;
import io.commitstatus.internal.http.Redaction;
import io.commitstatus.internal.http.SessionTokens;
import io.commitstatus.internal.http.TokenCache;
import io.commitstatus.internal.http.TokenClients;
import io.commitstatus.internal.http.Transport;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;

/**
 * Opens contexts for tests of publishers: the same that the router makes, plain http allowed.
 *
 * @since 0.1
 */
public final class PublisherContexts {
    private static final HttpClients CLIENTS = new HttpClients();

    private PublisherContexts() {}

    /**
     * A context that is bound to a destination's origin.
     *
     * @param provider its timeout and proxy hold
     * @param secret the credentials, possibly with TLS files
     * @param destination where requests may go
     * @param clock by which reset headers are read
     */
    public static PublisherContext open(Provider provider, Secret secret, Destination destination, Clock clock) {
        Redaction redaction = Redaction.of(provider, destination.publicSecretKeys(), secret);
        Transport transport = CLIENTS.forProvider(provider, secret, null, null);
        ApiClient http = transport.apiClient(destination.api(), provider.timeout(), true, redaction, clock);
        TokenClients minting = new TokenClients(transport, destination.tokenOrigins(), true, clock);
        SessionTokens tokens =
                new SessionTokens(new TokenCache(clock), transport, minting, provider.timeout(), redaction);
        return new Context(provider, secret, http, clock, tokens::of);
    }

    /**
     * A context over another client, such as a {@link ScriptedApi}. Tokens are minted over it too, each time that one is needed.
     *
     * @param http takes all requests
     */
    public static PublisherContext over(Provider provider, Secret secret, ApiClient http, Clock clock) {
        return new Context(
                provider, secret, http, clock, source -> () -> source.mint(http).value());
    }
}
