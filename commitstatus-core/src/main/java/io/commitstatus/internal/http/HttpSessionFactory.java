package io.commitstatus.internal.http;

import io.commitstatus.internal.delivery.SessionFactory;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;

/** Opens sessions on shared HTTP clients. */
public final class HttpSessionFactory implements SessionFactory {
    private final HttpClients clients = new HttpClients();
    private final TokenCache tokens;
    private final boolean plainHttp;
    private final Clock clock;

    /** Over {@code http} only where that is allowed. */
    public HttpSessionFactory(boolean plainHttp, Clock clock) {
        this.tokens = new TokenCache(clock);
        this.plainHttp = plainHttp;
        this.clock = clock;
    }

    @Override
    public Opened open(Provider provider, Destination destination, Secrets secrets) {
        Redaction redaction = Redaction.of(
                provider,
                destination.publicSecretKeys(),
                secrets.credentials(),
                secrets.certificates(),
                secrets.proxy());
        PauseWatch watch = new PauseWatch();
        Transport transport =
                clients.forProvider(provider, secrets.credentials(), secrets.certificates(), secrets.proxy());
        ApiClient watched =
                watch.around(transport.apiClient(destination.api(), provider.timeout(), plainHttp, redaction, clock));
        TokenClients minting = new TokenClients(transport, destination.tokenOrigins(), plainHttp, clock);
        SessionTokens used = new SessionTokens(tokens, transport, minting, provider.timeout(), redaction);
        try {
            PublisherSession session =
                    destination.open(new Context(provider, secrets.credentials(), watched, clock, used::of));
            return new Opened(session, redaction::apply, watch::take, used);
        } catch (Throwable e) {
            used.close();
            throw e;
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
