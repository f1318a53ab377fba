package io.commitstatus.internal.config.check;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.time.Clock;

/** Opens a session only to hear whether the Secret has what the publisher needs. */
record OfflineContext(Provider provider, Secret secret) implements PublisherContext {

    @Override
    public ApiClient http() {
        return request -> {
            throw new IOException("opening a session does no I/O");
        };
    }

    @Override
    public AccessTokens tokens(TokenSource source) {
        return () -> {
            throw new IOException("opening a session does no I/O");
        };
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
