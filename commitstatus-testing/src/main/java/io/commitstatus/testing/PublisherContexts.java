package io.commitstatus.testing;

import io.commitstatus.internal.http.Context;
import io.commitstatus.internal.http.HttpClients;
import io.commitstatus.internal.http.Redaction;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;

/** Opens contexts for tests of publishers: the same that the router makes, plain http allowed. */
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
        ApiClient http = CLIENTS.forProvider(provider, secret, null, null)
                .apiClient(
                        destination.api(),
                        provider.timeout(),
                        true,
                        Redaction.of(provider, destination.publicSecretKeys(), secret),
                        clock);
        return new Context(provider, secret, http, clock);
    }
}
