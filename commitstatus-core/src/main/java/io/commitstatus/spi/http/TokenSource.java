package io.commitstatus.spi.http;

import java.io.IOException;

/**
 * Gets short-lived tokens for a credential that lives longer: a GitHub App's key, an OAuth client's secret. Made in {@code
 * Destination.open}, where a bad credential is refused, and given to {@code PublisherContext.tokens}. Immutable, thread-safe.
 *
 * <pre>{@code
 * record ClientCredentials(URI endpoint, String id, String secret) implements TokenSource {
 *     public Object identity() {
 *         return this;
 *     }
 *
 *     public String description() {
 *         return "OAuth client " + id;
 *     }
 *
 *     public MintedToken mint(ApiClient http) throws IOException, InterruptedException {
 *         ApiRequest request = ApiRequest.post(endpoint)
 *                 .header("Authorization", SecretValues.basic(id, secret))
 *                 .form(Map.of("grant_type", "client_credentials"))
 *                 .build();
 *         return OAuthTokens.read(http.send(request), "check clientId and clientSecret");
 *     }
 *
 *     public String toString() {
 *         return description();
 *     }
 * }
 * }</pre>
 *
 * <p>Core decides when: it mints one token at a time for each identity, shares it over all Providers that have the same, renews
 * it before it ends, forgets it when the Git host refuses it, and blanks it in every text. Nothing is stored; replicas mint for
 * themselves.
 *
 * @since 0.1
 */
public interface TokenSource {

    /**
     * Everything that must lead to another token when it is different: the credential, secrets included, where it is shown, and
     * what the token is narrowed to. Compared by {@code equals}, kept in memory only, never shown.
     */
    Object identity();

    /** {@return the credential in words, such as {@code GitHub App 12 in my-org}, for people; nothing of it is secret} */
    String description();

    /**
     * Mints a token, in one attempt without retries. All requests together have the Provider's timeout.
     *
     * @param http sends to the origins that {@code Destination.tokenOrigins} names, and nowhere else; what stands in an {@code
     *     Authorization} header, or in a form's secrets and assertions, is blanked in every text from then on
     * @throws IOException when there was no usable answer; a {@code PublishFailedException} carries what a refusal means for the
     *     status that needs the token
     * @throws InterruptedException when the thread was interrupted
     */
    MintedToken mint(ApiClient http) throws IOException, InterruptedException;
}
