package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.OAuthTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.MintedToken;
import io.commitstatus.spi.http.SecretValues;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Gets tokens of an OAuth consumer by its client credentials, which act as the workspace that it belongs to and live for two
 * hours.
 *
 * @param web the root of Bitbucket's pages, where the token endpoint is
 * @param id the consumer's key
 * @param secret the consumer's secret
 */
record ConsumerTokens(URI web, String id, String secret) implements TokenSource {
    static final String ID = "clientId";
    static final String SECRET = "clientSecret";

    /**
     * Of a Secret.
     *
     * @throws InvalidFieldException when a part is missing
     */
    static ConsumerTokens of(URI web, Secret secret) {
        return new ConsumerTokens(web, part(secret, ID), part(secret, SECRET));
    }

    private static String part(Secret secret, String key) {
        return SecretValues.token(secret, key)
                .orElseThrow(() -> new InvalidFieldException(
                        key,
                        "Secret " + secret.name() + " has no \"" + key + "\"; an OAuth consumer has a key, under \""
                                + ID + "\", and a secret, under \"" + SECRET + "\""));
    }

    @Override
    public Object identity() {
        return List.of(web, id, secret);
    }

    @Override
    public String description() {
        return "OAuth consumer " + id;
    }

    @Override
    public MintedToken mint(ApiClient http) throws IOException, InterruptedException {
        ApiRequest request = ApiRequest.post(web, "site", "oauth2", "access_token")
                .header("Authorization", SecretValues.basic(id, secret))
                .form(Map.of("grant_type", "client_credentials"))
                .build();
        return OAuthTokens.read(
                http.send(request),
                "check the consumer's key and secret, and that it is a private consumer with a callback URL");
    }

    /** {@return the consumer's key; nothing of its secret} */
    @Override
    public String toString() {
        return description();
    }
}
