package io.commitstatus.model;

/**
 * Why a Git host will never accept a status.
 *
 * @since 0.1
 */
public enum Rejection {
    /** Token, password or key are wrong, expired or revoked. Core holds the credential until it changes. */
    CREDENTIALS,
    /** The credentials are good, but may not do this. */
    FORBIDDEN,
    /** There is no such repository, or the credentials may not see it. */
    NOT_FOUND,
    /** The vendor does not accept the request. */
    INVALID,
    /** The vendor takes no further statuses of this key on this commit. */
    CEILING
}
