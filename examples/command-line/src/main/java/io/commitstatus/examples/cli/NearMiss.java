package io.commitstatus.examples.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant to write. */
final class NearMiss {
    private static final int MOST_EDITS = 2;

    private NearMiss() {}

    /** The known word that is nearest; empty when none is near. */
    static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .filter(it -> edits(written, it) <= MOST_EDITS)
                .min(Comparator.comparingInt((String it) -> edits(written, it)).thenComparing(it -> it));
    }

    /** How many letters must be put, left out or replaced, at least. */
    private static int edits(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
