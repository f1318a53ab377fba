package io.commitstatus.azuredevops;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the token in a Secret. */
final class Token {
    /** What Entra and pipelines issue are JSON Web Tokens; a personal access token has no dots. */
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*");

    private Token() {}

    /**
     * The value of the {@code Authorization} header for the token: a JWT, which Entra issues, goes as it is, and a personal
     * access token as the password of a user without a name. White space around it, which editors and shells leave, is
     * dropped.
     *
     * @throws InvalidFieldException when there is none, or it cannot stand in a header
     */
    static String of(Secret secret) {
        Optional<String> value = secret.value("token").map(String::strip).filter(it -> !it.isEmpty());
        String token = value.orElseThrow(() -> new InvalidFieldException(
                "token",
                "Secret " + secret.name() + " has no \"token\"; add a personal access token with the scope Code"
                        + " (status), or an Entra access token"));
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidFieldException(
                    "token",
                    "the value of \"token\" in Secret " + secret.name() + " has spaces, line breaks or letters"
                            + " beyond ASCII, which no token has; store the token alone");
        }
        return JWT.matcher(token).matches()
                ? "Bearer " + token
                : "Basic " + Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.US_ASCII));
    }
}
