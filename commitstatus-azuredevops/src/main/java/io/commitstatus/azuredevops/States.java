package io.commitstatus.azuredevops;

import io.commitstatus.model.CommitState;

/** Azure DevOps' words for what happened. */
final class States {
    private States() {}

    /** Never {@code notApplicable}, which satisfies branch policies. */
    static String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "pending";
            case SUCCESS -> "succeeded";
            case FAILURE -> "failed";
            case ERROR, CANCELED -> "error";
        };
    }
}
