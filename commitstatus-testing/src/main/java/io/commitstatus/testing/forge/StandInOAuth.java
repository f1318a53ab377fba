package io.commitstatus.testing.forge;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth token endpoint, at every path that ends in {@code token}: takes a client's id and secret as Basic or in the form, or an
 * assertion in its place, for client credentials. Answers as RFC 6749 has it. Thread-safe.
 *
 * @since 0.1
 */
public final class StandInOAuth implements AutoCloseable {
    private final FakeForge forge;
    private final Endpoint endpoint;

    private StandInOAuth(FakeForge forge, Endpoint endpoint) {
        this.forge = forge;
        this.endpoint = endpoint;
    }

    /** Starts with one client. */
    public static StandInOAuth start(String client, String secret) {
        Endpoint endpoint = new Endpoint(client, secret);
        return new StandInOAuth(FakeForge.start(endpoint), endpoint);
    }

    private static final class Endpoint implements ForgeBehaviour {
        private final Set<String> minted = ConcurrentHashMap.newKeySet();
        private final AtomicInteger count = new AtomicInteger();
        private final String client;
        private volatile String secret;
        private volatile Duration lifetime = Duration.ofHours(1);
        private volatile @Nullable String fixed;

        private Endpoint(String client, String secret) {
            this.client = client;
            this.secret = secret;
        }

        @Override
        public ForgeResponse handle(ForgeRequest request) {
            if (!request.path().endsWith("token")) {
                return ForgeResponse.text(404, "Not Found");
            }
            Map<String, String> form = form(request.body());
            if (!"client_credentials".equals(form.get("grant_type"))) {
                return refusal(400, "unsupported_grant_type", "The grant type is not supported.");
            }
            boolean known = request.header("Authorization").isPresent()
                    ? basic(request.header("Authorization").get()).equals(client + ":" + secret)
                    : client.equals(form.get("client_id"))
                            && (secret.equals(form.get("client_secret"))
                                    || secret.equals(form.get("client_assertion"))
                                    || form.getOrDefault("client_assertion", "").split("\\.", -1).length == 3);
            if (!known) {
                return refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
            }
            String token = fixed == null ? "eyJ" + count.incrementAndGet() + ".minted." + "x".repeat(40) : fixed;
            minted.add(token);
            return ForgeResponse.json(
                    200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", lifetime.toSeconds()));
        }

        private static ForgeResponse refusal(int status, String error, String description) {
            return ForgeResponse.json(status, Map.of("error", error, "error_description", description));
        }

        private static String basic(String authorization) {
            return new String(
                    Base64.getDecoder().decode(authorization.replaceFirst("(?i)^basic ", "")), StandardCharsets.UTF_8);
        }
    }

    /** The fields of a form's body. */
    public static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** {@return its URL, without a path} */
    public URI url() {
        return forge.url();
    }

    /** {@return the server, for faults and requests} */
    public FakeForge forge() {
        return forge;
    }

    /** From now on the client's secret is this one. */
    public void secret(String secret) {
        endpoint.secret = secret;
    }

    /** From now on tokens are good for so long; an hour unless this said otherwise. */
    public void tokenLifetime(Duration lifetime) {
        endpoint.lifetime = lifetime;
    }

    /** From now on every token is this one, for a test that looks for it. */
    public void mints(String token) {
        endpoint.fixed = token;
    }

    /** {@return the tokens that were handed out} */
    public Set<String> minted() {
        return Set.copyOf(endpoint.minted);
    }

    @Override
    public void close() {
        forge.close();
    }
}
