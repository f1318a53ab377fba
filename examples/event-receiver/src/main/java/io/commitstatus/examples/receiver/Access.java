package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Call;
import io.commitstatus.examples.receiver.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Lets in who knows a file's token: as a bearer token, or as a password, whatever the user's name. */
final class Access {
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final Path tokenFile;

    Access(Path tokenFile) {
        this.tokenFile = tokenFile;
    }

    void check(Call call) throws RefusedException {
        String token = new String(SecretFile.read(tokenFile), StandardCharsets.UTF_8).strip();
        if (token.isEmpty() || !same(token, given(call.header("Authorization").orElse("")))) {
            throw new RefusedException(
                    401,
                    "this needs the token, as a bearer token or as the password of any user",
                    Map.of("WWW-Authenticate", "Basic realm=\"commitstatus\", charset=\"UTF-8\""));
        }
    }

    private static String given(String authorization) {
        return after(BEARER, authorization)
                .or(() -> after(BASIC, authorization).map(Access::password))
                .orElse("");
    }

    private static Optional<String> after(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static String password(String basic) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return userAndPassword.substring(userAndPassword.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
