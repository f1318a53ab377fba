package io.commitstatus.internal.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Masks known strings in text. They are sorted, and the range that a place in the text may still be one of is narrowed character
 * by character: no regular expression, whose failure would quote them, and no more memory than they take. As in Flux, a
 * string is found too when its last character is missing or repeated. Immutable.
 *
 * <p>Work is bounded: what cannot be looked through within it is masked as a whole.
 */
final class LiteralMask {
    static final String MASK = "*****";
    /** Steps for each character of the text; a usual one takes one or two. */
    private static final int STEPS_PER_CHARACTER = 64;

    private static final int STEPS = 1_000_000;

    private final List<Literal> literals;

    /**
     * A string to be found.
     *
     * @param stem all but its last character, with percent-escapes in upper case
     * @param last its last character, as a code point
     */
    private record Literal(String stem, int last) {
        static Literal of(String text) {
            int last = text.offsetByCodePoints(text.length(), -1);
            StringBuilder stem = new StringBuilder(last);
            int escape = 0;
            for (int i = 0; i < last; i++) {
                stem.append(fold(text.charAt(i), escape));
                escape = escape(text.charAt(i), escape);
            }
            return new Literal(stem.toString(), text.codePointAt(last));
        }
    }

    /** @param texts of at least two characters each */
    LiteralMask(Collection<String> texts) {
        this.literals = texts.stream()
                .map(Literal::of)
                .distinct()
                .sorted(Comparator.comparing(Literal::stem))
                .toList();
    }

    String apply(String text) {
        StringBuilder masked = new StringBuilder();
        Walk walk = new Walk(text);
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int end = walk.endOfMatch(at);
            if (walk.steps < 0) {
                return MASK;
            }
            if (end < 0) {
                at++;
                continue;
            }
            masked.append(text, copied, at).append(MASK);
            at = end;
            copied = end;
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    private final class Walk {
        final String text;
        long steps;

        Walk(String text) {
            this.text = text;
            this.steps = STEPS + (long) STEPS_PER_CHARACTER * text.length();
        }

        /** Where the longest match that begins here ends; negative when there is none. */
        int endOfMatch(int begin) {
            int low = 0;
            int high = literals.size();
            int escape = 0;
            int end = -1;
            for (int at = begin; ; at++) {
                while (low < high && stem(low).length() == at - begin) {
                    end = Math.max(end, endOfRun(at, literals.get(low).last()));
                    low++;
                }
                if (low == high || at == text.length() || --steps < 0) {
                    return end;
                }
                char c = fold(text.charAt(at), escape);
                escape = escape(text.charAt(at), escape);
                high = bound(low, high, at - begin, c + 1);
                low = bound(low, high, at - begin, c);
            }
        }

        private int endOfRun(int from, int codePoint) {
            int at = from;
            while (at < text.length() && text.codePointAt(at) == codePoint) {
                at += Character.charCount(codePoint);
                steps--;
            }
            return at;
        }
    }

    /** The first of the range whose character at this index is at least the given one. */
    private int bound(int from, int to, int index, int c) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stem(middle).charAt(index) < c) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private String stem(int index) {
        return literals.get(index).stem();
    }

    /** How many of the next characters may be the digits of a percent-escape, which are written in either case. */
    private static int escape(char c, int before) {
        if (c == '%') {
            return 2;
        }
        return isHex(c) && before > 0 ? before - 1 : 0;
    }

    private static char fold(char c, int escape) {
        return escape > 0 && c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
