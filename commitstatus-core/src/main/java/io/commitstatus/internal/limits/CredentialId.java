package io.commitstatus.internal.limits;

import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Identifies a credential at an API origin; a Git host counts its limits by it. Immutable. */
public final class CredentialId {
    /** Parts of a Secret that say where to and how, not who. */
    private static final Set<String> NOT_WHO = Set.of("address", "proxy", "headers", "ca.crt", "caFile");

    private static final int ROUNDS = 10_000;

    private final String origin;
    private final TreeMap<String, byte[]> who = new TreeMap<>();
    private final int hash;
    private volatile @Nullable String digest;

    private CredentialId(String origin, Secret secret) {
        this.origin = origin;
        int sum = origin.hashCode();
        for (String key : secret.keys()) {
            if (!NOT_WHO.contains(key)) {
                byte[] value = secret.bytes(key).orElseThrow();
                who.put(key, value);
                sum = 31 * sum + 31 * key.hashCode() + Arrays.hashCode(value);
            }
        }
        this.hash = sum;
    }

    /** {@return the identity of what a Secret holds} */
    public static CredentialId of(String origin, Secret secret) {
        return new CredentialId(origin, secret);
    }

    /** {@return scheme, host and port of the API} */
    public String origin() {
        return origin;
    }

    /**
     * A text that is equal for equal credentials on one store, and tells nothing about the secret: a slow digest, so that even a
     * short password cannot be guessed from it.
     *
     * @param key the store's own random bytes
     */
    public String digest(byte[] key) {
        String known = digest;
        if (known == null) {
            known = compute(key);
            digest = known;
        }
        return known;
    }

    private String compute(byte[] key) {
        StringBuilder text = new StringBuilder();
        who.forEach((name, value) -> text.append(name)
                .append('=')
                .append(HexFormat.of().formatHex(value))
                .append('\n'));
        byte[] salt = (HexFormat.of().formatHex(key) + " " + origin).getBytes(StandardCharsets.UTF_8);
        PBEKeySpec spec = new PBEKeySpec(text.toString().toCharArray(), salt, ROUNDS, 128);
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return HexFormat.of().formatHex(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof CredentialId that
                        && hash == that.hash
                        && origin.equals(that.origin)
                        && who.keySet().equals(that.who.keySet())
                        && who.entrySet().stream()
                                .allMatch(it -> Arrays.equals(it.getValue(), that.who.get(it.getKey()))));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@return the origin; nothing of the secret} */
    @Override
    public String toString() {
        return "a credential at " + origin;
    }
}
