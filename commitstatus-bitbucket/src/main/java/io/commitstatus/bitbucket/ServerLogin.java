package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SecretValues;
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
        Optional<String> token = SecretValues.token(secret, "token");
        if (token.isPresent()) {
            return "Bearer " + token.get();
        }
        Optional<String> user = SecretValues.text(secret, "username").or(provider::username);
        Optional<String> password = SecretValues.text(secret, "password");
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
        if ((user + password).chars().anyMatch(Character::isISOControl)) {
            throw new InvalidFieldException(
                    "password",
                    "\"username\" or \"password\" in Secret " + secret.name() + " has line breaks or other control"
                            + " characters; store them alone");
        }
        return SecretValues.basic(user, password);
    }
}
