package io.commitstatus.spi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An RSA key that signs JSON web tokens. Immutable, thread-safe; its {@code toString} shows nothing of it.
 *
 * @since 0.1
 */
public final class SigningKey {
    private static final ObjectWriter JSON = new ObjectMapper().writer();
    /** Shorter ones are nowhere taken, and some cannot sign at all. */
    private static final int SHORTEST = 2048;

    private final PrivateKey key;
    private final BigInteger modulus;
    private final String fingerprint;

    /** How a token is signed, by the names of RFC 7518. */
    public enum Algorithm {
        /** RSA with SHA-256 and the padding of PKCS#1. */
        RS256,
        /** RSA with SHA-256 and the padding PSS. */
        PS256;

        private Signature signature() throws GeneralSecurityException {
            if (this == RS256) {
                return Signature.getInstance("SHA256withRSA");
            }
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return signature;
        }
    }

    private SigningKey(PrivateKey key, BigInteger modulus) {
        this.key = key;
        this.modulus = modulus;
        this.fingerprint = HexFormat.of().formatHex(sha256(key.getEncoded()));
    }

    /**
     * The key that a Secret holds as PEM, PKCS#1 or PKCS#8; in one line with {@code \n} for its breaks, too, as environment variables
     * hold it.
     *
     * @throws InvalidFieldException for the Secret's key, when there is no RSA key in it
     */
    public static SigningKey of(Secret secret, String key) {
        String pem = SecretValues.text(secret, key)
                .orElseThrow(() -> new InvalidFieldException(
                        key, "Secret " + secret.name() + " has no \"" + key + "\"; add the private key as PEM"))
                .replace("\\n", "\n");
        String name = "\"" + key + "\" in Secret " + secret.name();
        PrivateKey parsed = PrivateKeys.parse(key, name, pem.getBytes(StandardCharsets.UTF_8));
        if (!(parsed instanceof RSAKey rsa)) {
            throw new InvalidFieldException(
                    key, name + " is of the algorithm " + parsed.getAlgorithm() + "; store an RSA key");
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < SHORTEST) {
            throw new InvalidFieldException(
                    key, name + " has " + bits + " bits; store an RSA key of " + SHORTEST + " bits or more");
        }
        return new SigningKey(parsed, rsa.getModulus());
    }

    /** {@return a digest of the key, the same for equal keys} */
    public String fingerprint() {
        return fingerprint;
    }

    /** {@return whether it is the other half of this one, a certificate's perhaps} */
    public boolean fits(PublicKey other) {
        return other instanceof RSAKey rsa && rsa.getModulus().equals(modulus);
    }

    /**
     * A signed token.
     *
     * @param header beside {@code alg} and {@code typ}: strings
     * @param claims strings and numbers
     */
    public String sign(Algorithm algorithm, Map<String, ?> header, Map<String, ?> claims) {
        Map<String, Object> whole = new TreeMap<>(header);
        whole.put("alg", algorithm.name());
        whole.put("typ", "JWT");
        String content = part(whole) + "." + part(claims);
        try {
            Signature signature = algorithm.signature();
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no security provider signs with " + algorithm + " and this RSA key", e);
        }
    }

    /** {@return nothing of the key} */
    @Override
    public String toString() {
        return "an RSA key";
    }

    private static String part(Map<String, ?> members) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(members));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a claim is neither a string nor a number", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
