package io.commitstatus.internal.http;

import io.commitstatus.internal.delivery.SessionFactory.TokenUse;
import io.commitstatus.internal.time.Budget;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.TokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tokens that one session uses. Thread-safe. */
public final class SessionTokens implements TokenUse {
    private final TokenCache cache;
    private final Transport transport;
    private final TokenClients clients;
    private final Duration timeout;
    private final Redaction redaction;
    private final List<Used> used = new CopyOnWriteArrayList<>();

    private record Used(TokenCache.Key key, TokenCell cell) {}

    /**
     * None yet.
     *
     * @param timeout for minting, all of its requests together
     * @param redaction the session's, to which tokens are added
     */
    public SessionTokens(
            TokenCache cache, Transport transport, TokenClients clients, Duration timeout, Redaction redaction) {
        this.cache = cache;
        this.transport = transport;
        this.clients = clients;
        this.timeout = timeout;
        this.redaction = redaction;
    }

    /** The tokens of a source. */
    public AccessTokens of(TokenSource source) {
        clients.check();
        TokenCache.Key key = new TokenCache.Key(transport, source.identity());
        TokenCell cell = cache.take(key);
        used.add(new Used(key, cell));
        return () -> {
            TokenCell.Token token =
                    cell.current(() -> source.mint(clients.client(timeout, redaction)), Budget.cap(timeout));
            redaction.add(token.redaction());
            return token.value();
        };
    }

    @Override
    public long serial() {
        return used.stream().mapToLong(it -> it.cell().serial()).max().orElse(0);
    }

    @Override
    public boolean forget(long serial) {
        return used.stream().filter(it -> it.cell().forget(serial)).count() > 0;
    }

    @Override
    public synchronized void close() {
        used.forEach(it -> cache.giveBack(it.key()));
        used.clear();
    }
}
