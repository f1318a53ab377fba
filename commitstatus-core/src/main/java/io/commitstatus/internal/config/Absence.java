package io.commitstatus.internal.config;

/** Why a Provider that was read or put is not there. */
enum Absence {
    BROKEN,
    IGNORED
}
