package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitState;
import java.util.Optional;

/** Bitbucket's words for what happened, which differ in what is canceled. */
enum States {
    CLOUD("STOPPED"),
    SERVER("CANCELLED"),
    /** Data Center's endpoint for commits, which has no word for it. */
    OLD_SERVER("FAILED");

    private final String canceled;

    States(String canceled) {
        this.canceled = canceled;
    }

    String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "INPROGRESS";
            case SUCCESS -> "SUCCESSFUL";
            case FAILURE, ERROR -> "FAILED";
            case CANCELED -> canceled;
        };
    }

    /** The state of a word; where several share it, {@code like} if it is one of them. */
    Optional<CommitState> state(Object word, CommitState like) {
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
