package io.commitstatus.internal.http;

import io.commitstatus.internal.delivery.SessionFactory;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.http.ApiClient;
import java.time.Clock;

/** Opens sessions on shared HTTP clients. */
public final class HttpSessionFactory implements SessionFactory {
    private final HttpClients clients = new HttpClients();
    private final boolean plainHttp;
    private final Clock clock;

    /** Over {@code http} only where that is allowed. */
    public HttpSessionFactory(boolean plainHttp, Clock clock) {
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
        ApiClient client = clients.forProvider(provider, secrets.credentials(), secrets.certificates(), secrets.proxy())
                .apiClient(destination.api(), provider.timeout(), plainHttp, redaction, clock);
        ApiClient watched = watch.around(client);
        return new Opened(
                destination.open(new Context(provider, secrets.credentials(), watched, clock)),
                redaction::apply,
                watch::take);
    }

    @Override
    public void close() {
        clients.close();
    }
}
