package io.commitstatus.internal.flux;

import java.util.Locale;

/**
 * A reason such as {@code ReconciliationSucceeded} in words, as Flux writes it. Runs of lower-case letters, of upper-case
 * letters, of digits and of anything else are words; the last letter of an upper-case run belongs to the lower-case run
 * after it.
 */
public final class ReasonWords {

    private ReasonWords() {}

    public static String of(String reason) {
        int[] runes = reason.codePoints().toArray();
        StringBuilder words = new StringBuilder(reason.length() + 8);
        for (int i = 0; i < runes.length; i++) {
            if (i > 0 && begins(runes, i)) {
                words.append(' ');
            }
            words.appendCodePoint(runes[i]);
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean begins(int[] runes, int i) {
        int before = Character.getType(runes[i - 1]);
        int here = Character.getType(runes[i]);
        if (kind(before) == kind(here)) {
            // The last upper-case letter before a lower-case one begins that one's word.
            return isUpper(here) && i + 1 < runes.length && isLower(Character.getType(runes[i + 1]));
        }
        return !(isUpper(before) && isLower(here));
    }

    private static int kind(int type) {
        return switch (type) {
            case Character.LOWERCASE_LETTER, Character.UPPERCASE_LETTER, Character.DECIMAL_DIGIT_NUMBER -> type;
            default -> Character.UNASSIGNED;
        };
    }

    private static boolean isUpper(int type) {
        return type == Character.UPPERCASE_LETTER;
    }

    private static boolean isLower(int type) {
        return type == Character.LOWERCASE_LETTER;
    }
}
