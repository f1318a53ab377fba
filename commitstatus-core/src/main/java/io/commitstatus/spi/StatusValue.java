package io.commitstatus.spi;

import io.commitstatus.model.CommitStatus;
import java.util.regex.Pattern;

/** When two statuses say the same, so that the second need not be sent. */
public final class StatusValue {
    /** Go's durations, as Flux's messages carry them: {@code 2.08s}, {@code 1m30s}, {@code 350ms}. */
    private static final Pattern DURATION =
            Pattern.compile("(?<![\\w.])(?:\\d+(?:\\.\\d+)?(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+(?!\\w)");

    private StatusValue() {}

    /**
     * Whether state, target URL and description are equal, durations in the descriptions aside: Flux's messages carry
     * them, and two hundred reconciliations of one commit are one status.
     */
    public static boolean same(CommitStatus one, CommitStatus other) {
        return one.state() == other.state()
                && one.targetUrl().equals(other.targetUrl())
                && blank(one.description()).equals(blank(other.description()));
    }

    private static String blank(String description) {
        return DURATION.matcher(description).replaceAll("_");
    }
}
