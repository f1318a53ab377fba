package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Call;
import io.commitstatus.examples.receiver.http.RefusedException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks what Flux's {@code generic-hmac} Provider puts into {@code X-Signature}: an algorithm, an equals sign, and the HMAC
 * of the body in hexadecimal. The key is read anew each time, byte for byte, so that it can be changed at any time.
 */
final class Signature {
    static final String HEADER = "X-Signature";

    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    private final Path keyFile;

    Signature(Path keyFile) {
        this.keyFile = keyFile;
    }

    /** Returns when the body is signed with the key. */
    void check(Call call) throws RefusedException {
        String header = call.header(HEADER)
                .orElseThrow(
                        () -> new RefusedException(401, HEADER + " is missing; use a Provider of type generic-hmac"));
        int equals = header.indexOf('=');
        String algorithm = ALGORITHMS.get(header.substring(0, Math.max(0, equals)));
        if (algorithm == null) {
            throw new RefusedException(
                    401,
                    HEADER + " must be an algorithm of " + ALGORITHMS.keySet() + ", =, and the HMAC in hexadecimal");
        }
        if (!MessageDigest.isEqual(hmac(algorithm, call.body()), bytes(header.substring(equals + 1)))) {
            throw new RefusedException(403, HEADER + " is not the body's, by the key that is known here");
        }
    }

    private byte[] hmac(String algorithm, byte[] body) throws RefusedException {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(SecretFile.read(keyFile), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // equals no HMAC
        }
    }
}
