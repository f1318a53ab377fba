package io.commitstatus.github;

import io.commitstatus.model.CommitState;
import java.util.Optional;

/** GitHub's four words for what happened. */
final class States {
    private States() {}

    static String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "pending";
            case SUCCESS -> "success";
            case FAILURE -> "failure";
            case ERROR, CANCELED -> "error";
        };
    }

    /** The state of a word; where several share it, {@code like} if it is one of them. */
    static Optional<CommitState> state(Object word, CommitState like) {
        if (word(like).equals(word)) {
            return Optional.of(like);
        }
        for (CommitState state : CommitState.values()) {
            if (word(state).equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
