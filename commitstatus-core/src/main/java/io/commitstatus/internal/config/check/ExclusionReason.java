package io.commitstatus.internal.config.check;

/** Why a Provider that was read or put is not there. */
public enum ExclusionReason {
    BROKEN,
    IGNORED
}
