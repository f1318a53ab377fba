package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;
import java.util.Optional;

/** GitLab's words for what happened; there is neither {@code failure} nor {@code error}. */
final class States {
    private States() {}

    static String word(CommitState state) {
        return switch (state) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case SUCCESS -> "success";
            case FAILURE, ERROR -> "failed";
            case CANCELED -> "canceled";
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
