package io.commitstatus.internal.delivery;

import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who asks whom: what a vendor's limits are counted by. The digest's key is made anew in every process, so that it tells
 * nothing about the secret.
 *
 * @param origin scheme, host and port of the API
 * @param digest of what authenticates
 */
record Credential(String origin, String digest) {
    private static final SecretKeySpec KEY = new SecretKeySpec(randomKey(), "HmacSHA256");
    /** Parts of a Secret that say where to and how, not who. */
    private static final Set<String> NOT_WHO = Set.of("address", "proxy", "headers", "ca.crt", "caFile");

    static Credential of(String origin, Secret secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            for (String key : secret.keys()) {
                if (!NOT_WHO.contains(key)) {
                    mac.update(key.getBytes(StandardCharsets.UTF_8));
                    mac.update((byte) 0);
                    mac.update(secret.bytes(key).orElseThrow());
                }
            }
            return new Credential(origin, HexFormat.of().formatHex(mac.doFinal(), 0, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
