package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds what to show a Data Center to prove who we are. */
final class ServerLogin {
    private ServerLogin() {}

    /**
     * The Authorization header's value: an HTTP access token from {@code token}, else {@code username} and {@code password},
     * the user perhaps from the Provider.
     *
     * @throws InvalidFieldException when there is neither, or it cannot be sent
     */
    static String of(Secret secret, Provider provider) {
        Optional<String> token = find(secret, "token");
        if (token.isPresent()) {
            if (!token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new InvalidFieldException(
                        "token",
                        "the value of \"token\" in Secret " + secret.name()
                                + " has spaces, line breaks or letters beyond"
                                + " ASCII, which no token has; store the token alone");
            }
            return "Bearer " + token.get();
        }
        Optional<String> user = find(secret, "username").or(provider::username);
        Optional<String> password = find(secret, "password");
        if (user.isEmpty() || password.isEmpty()) {
            throw new InvalidFieldException(
                    user.isPresent() ? "password" : "token",
                    "Secret " + secret.name() + " has neither \"token\" nor both \"username\" and \"password\"; add an"
                            + " HTTP access token that may read the repository");
        }
        return basic(secret, user.get(), password.get());
    }

    private static String basic(Secret secret, String user, String password) {
        if (user.contains(":")) {
            throw new InvalidFieldException(
                    "username",
                    "the user name with Secret " + secret.name()
                            + " has a colon, which cannot be sent; use an HTTP access" + " token");
        }
        String both = user + ":" + password;
        if (both.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidFieldException(
                    "password",
                    "\"username\" or \"password\" in Secret " + secret.name() + " has line breaks or other control"
                            + " characters; store them alone");
        }
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> find(Secret secret, String key) {
        return secret.value(key).map(String::strip).filter(it -> !it.isEmpty());
    }
}
