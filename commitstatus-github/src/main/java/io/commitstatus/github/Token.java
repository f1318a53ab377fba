package io.commitstatus.github;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SecretValues;
import java.util.Optional;

/** Finds the token in a Secret. */
final class Token {
    private Token() {}

    /**
     * The value of {@code token}, else of {@code password}, without white space around it, which editors and shells leave.
     *
     * @throws InvalidFieldException when there is none, or it cannot stand in a header
     */
    static String of(Secret secret) {
        Optional<String> token = SecretValues.token(secret, "token").or(() -> SecretValues.token(secret, "password"));
        if (token.isPresent()) {
            return token.get();
        }
        if (secret.keys().stream().anyMatch(key -> key.startsWith("githubApp"))) {
            throw new InvalidFieldException(
                    "githubAppID",
                    "Secret " + secret.name() + " holds a GitHub App, which is not supported yet; add a token under the"
                            + " key \"token\"");
        }
        throw new InvalidFieldException(
                "token",
                "Secret " + secret.name() + " has neither \"token\" nor \"password\"; add a token that may write commit"
                        + " statuses");
    }
}
