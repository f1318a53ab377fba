package io.commitstatus.internal.http;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.ExpiryWatch;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.TokenSource;
import java.time.Clock;
import java.util.function.Function;

/**
 * What a session is opened with.
 *
 * @param minting gives the tokens of a source
 * @param expiry hears when the Secret's credential ends
 */
public record Context(
        Provider provider,
        Secret secret,
        ApiClient http,
        Clock clock,
        Function<TokenSource, AccessTokens> minting,
        ExpiryWatch expiry)
        implements PublisherContext {

    /** One whose credential may end unheard. */
    public Context(
            Provider provider,
            Secret secret,
            ApiClient http,
            Clock clock,
            Function<TokenSource, AccessTokens> minting) {
        this(provider, secret, http, clock, minting, ExpiryWatch.NONE);
    }

    @Override
    public AccessTokens tokens(TokenSource source) {
        return minting.apply(source);
    }
}
