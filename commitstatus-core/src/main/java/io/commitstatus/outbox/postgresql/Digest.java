package io.commitstatus.outbox.postgresql;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of fixed length for what is long: hexadecimal, which is sorted alike under every collation. */
final class Digest {
    private static final int HALF = 32;

    private Digest() {}

    /** The primary key of a register's row. */
    static String of(DeliveryKey key) {
        return sha256(String.join(
                "\u0000",
                key.type(),
                key.api().toString(),
                key.namespace(),
                key.repository(),
                key.commit(),
                key.key()));
    }

    /** The queue of the rows of one repository through one Provider; those of a Provider are adjacent. */
    static String lane(NamespacedName provider, String repository) {
        return of(provider) + sha256(repository).substring(0, HALF);
    }

    /** What a Provider's lanes begin with. */
    static String of(NamespacedName provider) {
        return sha256(provider.toString()).substring(0, HALF);
    }

    static String providerOf(String lane) {
        return lane.substring(0, HALF);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
