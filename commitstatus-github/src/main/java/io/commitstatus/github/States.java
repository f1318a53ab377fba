package io.commitstatus.github;

import io.commitstatus.model.CommitState;

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
}
