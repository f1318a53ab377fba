package io.commitstatus.policy;

import java.util.Locale;

/**
 * What came of one attempt to deliver a status: a closed list that metrics can be tagged by.
 *
 * @since 0.1
 */
public enum AttemptResult {
    /** The Git host has taken it. */
    DELIVERED,
    /** The Git host showed just that already. */
    UNCHANGED,
    /** The Git host will never take it; the outcome tells which kind of rejection it is. */
    REJECTED,
    /** It was too old to be tried again; nothing was sent. */
    EXPIRED,
    /** The Git host limits the rate; it is tried again when the host allows it. */
    RATE_LIMITED,
    /** The Git host refused the credentials; it is tried again after a pause, or when the Secret changes. */
    CREDENTIALS_REFUSED,
    /** The Git host does not see the commit yet; it is tried again. */
    COMMIT_NOT_VISIBLE,
    /** The Git host did not answer in time; it is tried again. */
    TIMED_OUT,
    /** It failed otherwise, such as by HTTP 503 or a connection that broke; it is tried again. */
    FAILED;

    /** {@return the lower-case word, such as {@code rate_limited}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
