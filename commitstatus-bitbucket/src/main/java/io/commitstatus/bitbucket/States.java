package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitState;

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
}
