package io.commitstatus.github;

import io.commitstatus.testing.github.StandInGitHub;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The key pair of a GitHub App, made once. */
final class AppKeys {
    private static final KeyPair PAIR = pair();
    /** Another App's. */
    static final String WRONG = pem("PRIVATE KEY", pair().getPrivate().getEncoded());

    static final String PKCS8 = pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());
    /** As GitHub hands it out. In PKCS#8 it stands behind 26 bytes, which say that it is of RSA. */
    static final String PKCS1 = pem(
            "RSA PRIVATE KEY",
            Arrays.copyOfRange(
                    PAIR.getPrivate().getEncoded(), 26, PAIR.getPrivate().getEncoded().length));

    private AppKeys() {}

    /** The fields of the Secret of the stand-in's App 12 and its installation. */
    static Map<String, String> secret(String key) {
        Map<String, String> values = new HashMap<>();
        values.put(GitHubApp.ID, "12");
        values.put(GitHubApp.INSTALLATION, StandInGitHub.INSTALLATION);
        values.put(GitHubApp.KEY, key);
        return values;
    }

    static PublicKey publicKey() {
        return PAIR.getPublic();
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
