package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import java.util.regex.Pattern;

/**
 * When two statuses say the same, so that the second need not be sent.
 *
 * @since 0.1
 */
public final class SameStatus {
    /** Go's durations, as Flux's messages carry them: {@code 2.08s}, {@code 1m30s}, {@code 350ms}. */
    private static final Pattern DURATION =
            Pattern.compile("(?<![\\w.])(?:\\d++(?:\\.\\d++)?(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))++(?!\\w)");

    private SameStatus() {}

    /**
     * Whether state, target URL and description are equal, durations in the descriptions aside: Flux's messages carry
     * them, and two hundred reconciliations of one commit are one status.
     */
    public static boolean test(CommitStatus one, CommitStatus other) {
        return one.state() == other.state()
                && one.targetUrl().equals(other.targetUrl())
                && sameText(one.description(), other.description());
    }

    private static boolean sameText(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        String blankOne = blank(one);
        String blankOther = blank(other);
        if (blankOne.equals(blankOther)) {
            return true;
        }
        // A duration with one digit more moves the place where a long text is cut.
        boolean moved = !blankOne.equals(one) && !blankOther.equals(other);
        return moved && one.endsWith("…") && other.endsWith("…") && sameUntilCut(blankOne, blankOther);
    }

    private static boolean sameUntilCut(String one, String other) {
        String uncutOne = uncut(one);
        String uncutOther = uncut(other);
        boolean prefix = uncutOne.startsWith(uncutOther) || uncutOther.startsWith(uncutOne);
        return prefix && !uncutOne.isEmpty() && !uncutOther.isEmpty();
    }

    /** Without the ellipsis and the last word, which may be half a duration. */
    private static String uncut(String text) {
        int end = text.length() - 1;
        while (end > 0 && isOfDuration(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isOfDuration(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '_'
                || c == '.'
                || c == '\u00b5'
                || c == '\u03bc';
    }

    private static String blank(String description) {
        return DURATION.matcher(description).replaceAll("_");
    }
}
