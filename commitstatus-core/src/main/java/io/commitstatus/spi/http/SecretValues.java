package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads credentials from a Secret, for {@code Destination.open}. */
public final class SecretValues {
    private SecretValues() {}

    /**
     * The value of a key, without white space around it, which editors and shells leave.
     *
     * @return the value; empty where there is none, or nothing but white space
     */
    public static Optional<String> text(Secret secret, String key) {
        return secret.value(key).map(String::strip).filter(it -> !it.isEmpty());
    }

    /**
     * The token under a key, without white space around it.
     *
     * @return the token; empty where there is none, or nothing but white space
     * @throws InvalidFieldException for the key when the value is nothing that a header can carry
     */
    public static Optional<String> token(Secret secret, String key) {
        Optional<String> token = text(secret, key);
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidFieldException(
                    key,
                    "the value of \"" + key + "\" in Secret " + secret.name() + " has spaces, line breaks or letters"
                            + " beyond ASCII, which no token has; store it without them");
        }
        return token;
    }

    /** {@return the value of the {@code Authorization} header for a user, who may have no name, and a password} */
    public static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
