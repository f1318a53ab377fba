package io.commitstatus.testing.forge;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth client that a stand-in knows, and the tokens that it was handed for client credentials, as RFC 6749 has it. Takes any
 * secret or assertion unless {@link #secret} said otherwise. Thread-safe.
 *
 * @since 0.1
 */
public final class OAuthClient {
    private final Clock clock;
    private final String id;
    private final Map<String, Instant> minted = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable String secret;
    private volatile @Nullable String fixed;
    private volatile Duration lifetime = Duration.ofHours(1);

    /** @param clock by which tokens end */
    public OAuthClient(Clock clock, String id) {
        this.clock = clock;
        this.id = id;
    }

    /** {@return the answer of the token endpoint} */
    public ForgeResponse exchange(ForgeRequest request) {
        Map<String, String> form = StandInOAuth.form(request.body());
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refusal(400, "unsupported_grant_type", "The grant type is not supported.");
        }
        if (!isClient(request, form)) {
            return refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        String next = fixed;
        String token = next == null ? "eyJ" + count.incrementAndGet() + ".minted." + "x".repeat(40) : next;
        minted.put(token, clock.instant().plus(lifetime));
        return ForgeResponse.json(
                200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", lifetime.toSeconds()));
    }

    private boolean isClient(ForgeRequest request, Map<String, String> form) {
        String required = secret;
        if (request.header("Authorization").isPresent()) {
            String both = basic(request.header("Authorization").get());
            return required == null ? both.startsWith(id + ":") : both.equals(id + ":" + required);
        }
        String assertion = form.getOrDefault("client_assertion", "");
        return id.equals(form.get("client_id"))
                && (required == null
                        || required.equals(form.get("client_secret"))
                        || required.equals(assertion)
                        || assertion.split("\\.", -1).length == 3);
    }

    private static ForgeResponse refusal(int status, String error, String description) {
        return ForgeResponse.json(status, Map.of("error", error, "error_description", description));
    }

    private static String basic(String authorization) {
        return new String(
                Base64.getDecoder().decode(authorization.replaceFirst("(?i)^basic ", "")), StandardCharsets.UTF_8);
    }

    /** {@return the client's id} */
    public String id() {
        return id;
    }

    /** From now on the client's secret is this one. */
    public void secret(String required) {
        secret = required;
    }

    /** From now on tokens are good for so long; an hour unless this said otherwise. */
    public void tokenLifetime(Duration time) {
        lifetime = time;
    }

    /** From now on every token is this one, for a test that looks for it. */
    public void mints(String token) {
        fixed = token;
    }

    /** {@return the tokens that were handed out} */
    public Set<String> minted() {
        return Set.copyOf(minted.keySet());
    }

    /** {@return whether a token was handed out and has ended} */
    public boolean hasEnded(String token) {
        Instant end = minted.get(token);
        return end != null && !clock.instant().isBefore(end);
    }
}
