package io.commitstatus.examples.receiver.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time, for people in a hurry and for those who want to know.
 *
 * @param full such as {@code 2026-01-31T12:00:00Z}
 * @param relative such as {@code 5 min ago}
 */
public record When(String full, String relative) {

    /** As seen from now. */
    public static When of(Instant time, Instant now) {
        return new When(time.truncatedTo(ChronoUnit.SECONDS).toString(), relative(Duration.between(time, now)));
    }

    private static String relative(Duration ago) {
        if (ago.isNegative() || ago.toSeconds() < 5) {
            return "just now";
        }
        return amount(ago) + " ago";
    }

    /** A length of time in its largest unit. */
    public static String amount(Duration length) {
        if (length.toMinutes() < 1) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 1 ? length.toHours() + " h" : length.toDays() + " d";
    }
}
