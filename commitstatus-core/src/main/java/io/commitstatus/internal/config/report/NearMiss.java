package io.commitstatus.internal.config.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class NearMiss {
    private static final int LONGEST = 100;

    private NearMiss() {}

    /** {@return the nearest candidate that is near enough} */
    public static Optional<String> of(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = word.length() <= 4 ? 1 : 2;
        return candidates.stream()
                .filter(it -> Math.abs(it.length() - word.length()) <= allowed)
                .filter(it -> !it.equals(word) && distance(word, it) <= allowed)
                .min(Comparator.<String>comparingInt(it -> distance(word, it)).thenComparing(it -> it));
    }

    /** {@return {@code ; did you mean "…"?}, or else the other text} */
    public static String orElse(String word, Collection<String> candidates, String otherwise) {
        return of(word, candidates).map(it -> "; did you mean \"" + it + "\"?").orElse(otherwise);
    }

    /** Levenshtein's distance, without case. */
    private static int distance(String word, String candidate) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = candidate.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
