package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SecretValues;
import java.util.Optional;

/**
 * What a Data Center is shown to prove who we are.
 *
 * @param authorization the Authorization header's value
 * @param password whether that is a user's password, rather than a token
 */
record ServerLogin(String authorization, boolean password) {

    /**
     * The login with an HTTP access token from {@code token}, else {@code username} and {@code password},
     * the user perhaps from the Provider.
     *
     * @throws InvalidFieldException when there is neither, or it cannot be sent
     */
    static ServerLogin of(Secret secret, Provider provider) {
        Optional<String> token = SecretValues.token(secret, "token");
        if (token.isPresent()) {
            return new ServerLogin("Bearer " + token.get(), false);
        }
        Optional<String> user = SecretValues.text(secret, "username").or(provider::username);
        Optional<String> password = SecretValues.text(secret, "password");
        if (user.isEmpty() || password.isEmpty()) {
            throw new InvalidFieldException(
                    user.isPresent() ? "password" : "token",
                    "Secret " + secret.name() + " has neither \"token\" nor both \"username\" and \"password\"; add an"
                            + " HTTP access token that may read the repository");
        }
        return new ServerLogin(basic(secret, user.get(), password.get()), true);
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

    /** {@return nothing of the secret} */
    @Override
    public String toString() {
        return password ? "a user's password" : "an access token";
    }
}
