package io.commitstatus.github;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.SecretValues;
import java.util.Optional;

/** Finds the credential in a Secret. */
final class Login {
    private Login() {}

    /**
     * The value of {@code token}, else of {@code password}, else the tokens of a GitHub App.
     *
     * @throws InvalidFieldException when there is none, or it is not usable
     */
    static AccessTokens of(GitHubDestination destination, PublisherContext context) {
        Secret secret = context.secret();
        Optional<String> token = SecretValues.token(secret, "token").or(() -> SecretValues.token(secret, "password"));
        if (token.isPresent()) {
            return token::get;
        }
        if (secret.keys().stream().anyMatch(key -> key.startsWith("githubApp"))) {
            return context.tokens(GitHubApp.of(destination, secret, context.clock()));
        }
        throw new InvalidFieldException(
                "token",
                "Secret " + secret.name()
                        + " has neither \"token\" nor \"password\" nor a GitHub App; add a token that may"
                        + " write commit statuses, or " + GitHubApp.ID + " and " + GitHubApp.KEY);
    }
}
