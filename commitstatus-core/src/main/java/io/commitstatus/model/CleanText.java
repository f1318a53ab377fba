package io.commitstatus.model;

/**
 * Makes text from elsewhere fit to be printed, logged and stored: events, documents, answers and exceptions may hold control
 * characters, which terminals obey, marks that turn the direction of writing, and NUL, which PostgreSQL does not take.
 *
 * @since 0.1
 */
public final class CleanText {
    private static final char REPLACEMENT = '\ufffd';

    private CleanText() {}

    /**
     * On one line: line breaks and tabs become one space; other control characters, C1 ones included, and marks of direction
     * are removed; half a surrogate pair becomes U+FFFD; white space around the whole is stripped.
     */
    public static String line(String text) {
        if (isClean(text)) {
            return text.strip();
        }
        StringBuilder line = new StringBuilder(text.length());
        boolean broken = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (breaks(c)) {
                broken = true;
            } else if (!isUnseen(c)) {
                if (broken && !line.isEmpty()) {
                    line.append(' ');
                }
                broken = false;
                line.appendCodePoint(isHalf(c) ? REPLACEMENT : c);
            }
        }
        return line.toString().strip();
    }

    /**
     * For names, keys and whatever else tells things apart: each character that {@link #line} would remove or change becomes
     * U+FFFD, so that no text turns into another that means something.
     */
    public static String name(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder name = new StringBuilder(text.length());
        text.codePoints().forEach(c -> name.appendCodePoint(isUnfit(c) ? REPLACEMENT : c));
        return name.toString();
    }

    /** {@return whether the text has nothing that {@link #name} would replace} */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isUnfit(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isUnfit(int c) {
        return c < ' ' || (c > '~' && (isUnseen(c) || isHalf(c) || c == '\u2028' || c == '\u2029'));
    }

    private static boolean breaks(int c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** What is obeyed rather than shown. Joiners, which emoji and many scripts need, stay. */
    private static boolean isUnseen(int c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u206f')
                || c == '\ufeff'
                || (c >= '\ufff9' && c <= '\ufffb');
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
