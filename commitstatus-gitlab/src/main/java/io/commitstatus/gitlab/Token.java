package io.commitstatus.gitlab;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SecretValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token, and the header in which it is sent; never both headers.
 *
 * @param header the header's name
 * @param value the header's value
 */
record Token(String header, String value) {
    /** The form of an OAuth access token, which {@code PRIVATE-TOKEN} does not take; no access token has it. */
    private static final String OAUTH = "[0-9a-f]{64}";

    private static final String PRIVATE = "PRIVATE-TOKEN";
    /** Keys under which people keep a refresh token. */
    private static final List<String> REFRESH = List.of("refreshToken", "refresh_token", "refresh-token");

    /** Tokens that GitLab makes for other things, by their prefix. */
    private static final Map<String, String> UNUSABLE = Map.of(
            "glcbt-",
            "a CI job token, which may not post statuses",
            "gldt-",
            "a deploy token, which the API takes nowhere");

    /**
     * The value of {@code token}, else of {@code password}, without white space around it, which editors and shells leave.
     *
     * @throws InvalidFieldException when there is none, or it cannot post statuses
     */
    static Token of(Secret secret) {
        Optional<Token> token = find(secret, "token").or(() -> find(secret, "password"));
        Optional<String> refresh =
                REFRESH.stream().filter(secret.keys()::contains).findFirst();
        if (refresh.isPresent()
                && token.filter(it -> it.header().equals(PRIVATE)).isEmpty()) {
            throw new InvalidFieldException(
                    refresh.get(),
                    "Secret " + secret.name() + " has \"" + refresh.get()
                            + "\", but a refresh token works once and gives the next, which nobody would store; add a"
                            + " project or group access token with the scope api under \"token\"");
        }
        return token.orElseThrow(() -> new InvalidFieldException(
                "token",
                "Secret " + secret.name()
                        + " has neither \"token\" nor \"password\"; add an access token with the"
                        + " scope api"));
    }

    private static Optional<Token> find(Secret secret, String key) {
        Optional<String> token = SecretValues.token(secret, key);
        token.ifPresent(it -> check(it, secret, key));
        return token.map(it -> it.matches(OAUTH) ? new Token("Authorization", "Bearer " + it) : new Token(PRIVATE, it));
    }

    private static void check(String value, Secret secret, String key) {
        UNUSABLE.forEach((prefix, what) -> {
            if (value.startsWith(prefix)) {
                throw new InvalidFieldException(
                        key,
                        "the value of \"" + key + "\" in Secret " + secret.name() + " is " + what
                                + "; store a project access token with the scope api");
            }
        });
    }

    /** {@return the header's name alone} */
    @Override
    public String toString() {
        return header + ": ***";
    }
}
