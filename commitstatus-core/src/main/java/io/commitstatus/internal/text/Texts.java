package io.commitstatus.internal.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text made fit for one line of limited length. Lengths are in code points. */
public final class Texts {
    private static final int HASH = 16;
    private static final int QUOTED = 100;
    private static final char REPLACEMENT = '\ufffd';

    private Texts() {}

    /** On one line: line breaks and tabs become one space, other control characters go, half characters are replaced. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean broken = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (breaks(c)) {
                broken = true;
            } else if (!Character.isISOControl(c)) {
                if (broken && !line.isEmpty()) {
                    line.append(' ');
                }
                broken = false;
                line.appendCodePoint(Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c);
            }
        }
        return line.toString().strip();
    }

    private static boolean breaks(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

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
        String hash = sha256(text).substring(0, HASH);
        return limit <= HASH + 1
                ? hash.substring(0, Math.min(HASH, limit))
                : prefix(text, limit - HASH - 1) + "-" + hash;
    }

    /** In quotes, on one line, not too long: for reasons. */
    public static String quote(String text) {
        return "\"" + cut(oneLine(text), QUOTED) + "\"";
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static boolean fits(String text, int limit) {
        return text.length() <= limit || text.codePointCount(0, text.length()) <= limit;
    }

    private static String prefix(String text, int codePoints) {
        return text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
