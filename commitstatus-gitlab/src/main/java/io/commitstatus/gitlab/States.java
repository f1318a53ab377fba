package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;

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
}
