package io.commitstatus.internal.http;

import io.commitstatus.internal.delivery.SessionFactory;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Opens sessions on shared HTTP clients. */
public final class HttpSessionFactory implements SessionFactory {
    private final HttpClients clients = new HttpClients();
    private final TokenCache tokens;
    private final ExpiryWatches expiry;
    private final boolean plainHttp;
    private final EnvironmentProxies proxies;
    private final Clock clock;

    /**
     * Over {@code http} only where that is allowed.
     *
     * @param proxies for Providers that name none
     */
    public HttpSessionFactory(boolean plainHttp, EnvironmentProxies proxies, Clock clock) {
        this.tokens = new TokenCache(clock);
        this.expiry = new ExpiryWatches(clock);
        this.plainHttp = plainHttp;
        this.proxies = proxies;
        this.clock = clock;
    }

    @Override
    public Opened open(Provider provider, Destination destination, Secrets secrets) {
        PauseWatch watch = new PauseWatch();
        Made made = make(provider, destination, secrets, watch::around);
        return new Opened(made.session(), made.redaction()::apply, watch::take, made.tokens());
    }

    /** A session for one check, whose answers tell what is left of the rate limit. */
    Watched openWatched(Provider provider, Destination destination, Secrets secrets) {
        QuotaWatch watch = new QuotaWatch();
        Made made = make(provider, destination, secrets, watch::around);
        return new Watched(made.session(), made.redaction(), watch, made.tokens());
    }

    /** A session, what to blank in what it says, what its answers told, and its tokens, which are to be closed. */
    record Watched(PublisherSession session, Redaction redaction, QuotaWatch quota, SessionTokens tokens) {}

    private record Made(PublisherSession session, Redaction redaction, SessionTokens tokens) {}

    private Made make(Provider provider, Destination destination, Secrets secrets, UnaryOperator<ApiClient> watch) {
        Redaction redaction = redaction(provider, destination, secrets);
        Transport transport = clients.forProvider(
                provider,
                secrets.credentials(),
                secrets.certificates(),
                secrets.proxy(),
                proxies.to(destination.api()));
        ApiClient watched =
                watch.apply(transport.apiClient(destination.api(), provider.timeout(), plainHttp, redaction, clock));
        TokenClients minting = new TokenClients(transport, destination.tokenOrigins(), plainHttp, clock);
        SessionTokens used = new SessionTokens(tokens, transport, minting, provider.timeout(), redaction);
        try {
            Secret secret = secrets.credentials();
            PublisherSession session =
                    destination.open(new Context(provider, secret, watched, clock, used::of, expiry.of(secret.name())));
            return new Made(session, redaction, used);
        } catch (Throwable e) {
            used.close();
            throw e;
        }
    }

    private static Redaction redaction(Provider provider, Destination destination, Secrets secrets) {
        return Redaction.of(
                provider,
                destination.publicSecretKeys(),
                secrets.credentials(),
                secrets.certificates(),
                secrets.proxy());
    }

    @Override
    public void close() {
        clients.close();
    }
}
