package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What Bitbucket tells statuses of one commit apart by. */
final class Keys {
    private Keys() {}

    /**
     * The SHA-1 of the status key in 40 hex digits: all that Bitbucket Cloud takes, and what Flux sends, so that merge checks
     * which name a key survive a migration.
     */
    static String of(CommitStatus status) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(status.key().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
