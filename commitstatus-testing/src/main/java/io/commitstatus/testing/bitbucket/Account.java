package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.OAuthClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who sent a request.
 *
 * @param name the user, or the access token, which is an account of its own
 * @param secret the password or token
 * @param accessToken whether it was a token without a user
 */
record Account(String name, String secret, boolean accessToken) {

    /** Reads the Authorization header; empty when there is none that can be read. */
    static Optional<Account> of(ForgeRequest request) {
        String[] parts = request.header("Authorization").orElse("").split(" ", 2);
        if (parts.length < 2 || parts[1].isEmpty()) {
            return Optional.empty();
        }
        if (parts[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(new Account(parts[1], parts[1], true));
        }
        return parts[0].equalsIgnoreCase("Basic") ? basic(parts[1]) : Optional.empty();
    }

    private static Optional<Account> basic(String encoded) {
        String both;
        try {
            both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = both.indexOf(':');
        return colon < 1
                ? Optional.empty()
                : Optional.of(new Account(both.substring(0, colon), both.substring(colon + 1), false));
    }

    /** The consumer's, where the token was handed out to it; empty when that has ended. */
    Optional<Account> of(OAuthClient consumer) {
        if (!consumer.minted().contains(secret)) {
            return Optional.of(this);
        }
        return consumer.hasEnded(secret) ? Optional.empty() : Optional.of(new Account(consumer.id(), secret, true));
    }

    /** {@return nothing of the secret} */
    @Override
    public String toString() {
        return accessToken ? "an access token" : name;
    }
}
