package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads credentials from a Secret, for {@code Destination.open}.
 *
 * @since 0.1
 */
public final class SecretValues {
    private static final int SHORTEST_ENCODED = 28;

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
     * @throws InvalidFieldException for the key when the value is nothing that a header can carry, in quotes, or encoded once too often
     */
    public static Optional<String> token(Secret secret, String key) {
        Optional<String> token = text(secret, key);
        if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidFieldException(
                    key,
                    "the value of \"" + key + "\" in Secret " + secret.name() + " has spaces, line breaks or letters"
                            + " beyond ASCII, which no token has; store it without them");
        }
        token.ifPresent(it -> checkShape(secret, key, it));
        return token;
    }

    /** What a shell, a template or a second encoding leaves around a token, and no Git host gives out. */
    private static void checkShape(Secret secret, String key, String token) {
        String wrong = null;
        char first = token.charAt(0);
        if (first == '"' || first == '\'') {
            wrong = "begins with a quotation mark";
        } else if (token.startsWith(key + "=") || token.startsWith(key + ":")) {
            wrong = "begins with its own name";
        } else if (isBase64OfText(token)) {
            wrong = "is Base64 of other text, so perhaps it was encoded twice";
        }
        if (wrong != null) {
            throw new InvalidFieldException(
                    key,
                    "the value of \"" + key + "\" in Secret " + secret.name() + " " + wrong + "; store the bare token");
        }
    }

    /** Bytes at random are not all of them letters; a short text may be. */
    private static boolean isBase64OfText(String token) {
        if (token.length() < SHORTEST_ENCODED || token.length() % 4 != 0) {
            return false;
        }
        try {
            for (byte it : Base64.getDecoder().decode(token)) {
                if (it != '\n' && (it < ' ' || it > '~')) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@return the value of the {@code Authorization} header for a user, who may have no name, and a password} */
    public static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
