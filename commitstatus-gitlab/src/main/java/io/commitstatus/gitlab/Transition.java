package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitLab's refusal to move a status that is under way: it takes none from pending to pending, nor from running to running or
 * back to pending. One that has ended is never in the way.
 */
final class Transition {
    private static final Pattern REFUSAL = Pattern.compile("Cannot transition status via :\\w+ from :(\\w+)");

    private Transition() {}

    /** What the refusal means for a wanted state; empty when the message is none. */
    static Optional<PublishResult> refused(String message, CommitState wanted, String reason) {
        Matcher matcher = REFUSAL.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String shown = matcher.group(1);
        String word = States.word(wanted);
        return Optional.of(
                shown.equals(word)
                        ? PublishResult.unchanged()
                        : PublishResult.rejected(
                                Rejection.INVALID,
                                reason + " (GitLab shows " + shown + ", and takes no " + word
                                        + " after it; the next status that says how it ended is taken)"));
    }
}
