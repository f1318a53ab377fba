package io.commitstatus.internal.text;

import io.commitstatus.model.CleanText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text made fit for one line of limited length. Lengths are in code points. */
public final class Texts {
    private static final int HASH = 16;
    private static final int QUOTED = 100;

    private Texts() {}

    /** Cut to the limit, with an ellipsis in place of what went. */
    public static String cut(String text, int limit) {
        if (fits(text, limit)) {
            return text;
        }
        return limit < 1 ? "" : prefix(text, limit - 1).stripTrailing() + "…";
    }

    /** Cut to the limit, with a hash of the whole at the end, so that distinct texts stay distinct. */
    public static String cutDistinct(String text, int limit) {
        if (fits(text, limit)) {
            return text;
        }
        String hash = sha256(text, HASH);
        return limit <= HASH + 1
                ? hash.substring(0, Math.min(HASH, limit))
                : prefix(text, limit - HASH - 1) + "-" + hash;
    }

    /** In quotes, on one line, not too long: for reasons. */
    public static String quote(String text) {
        return "\"" + cut(CleanText.line(text), QUOTED) + "\"";
    }

    /** The first hexadecimal digits of a digest. */
    public static String sha256(String text, int digits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, digits / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static boolean fits(String text, int limit) {
        return text.length() <= limit || text.codePointCount(0, text.length()) <= limit;
    }

    /** At most so many code points of its beginning. */
    public static String prefix(String text, int codePoints) {
        return fits(text, codePoints) ? text : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
