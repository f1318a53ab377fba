package io.commitstatus.azuredevops;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.SecretValues;
import java.util.regex.Pattern;

/** Finds the token in a Secret. */
final class Token {
    /** What Entra and pipelines issue are JSON Web Tokens; a personal access token has no dots. */
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*");

    static final String KEY = "token";

    private Token() {}

    /**
     * The value of the {@code Authorization} header for the token: a JWT, which Entra issues, goes as it is, and a personal
     * access token as the password of a user without a name. White space around it, which editors and shells leave, is
     * dropped.
     *
     * @throws InvalidFieldException when there is none, or it cannot stand in a header
     */
    static String of(Secret secret) {
        String token = SecretValues.token(secret, KEY)
                .orElseThrow(() -> new InvalidFieldException(
                        KEY,
                        "Secret " + secret.name() + " has no \"token\"; add a personal access token with the scope Code"
                                + " (status), or an Entra application's tenantId, clientId and clientSecret"));
        return JWT.matcher(token).matches() ? "Bearer " + token : SecretValues.basic("", token);
    }
}
