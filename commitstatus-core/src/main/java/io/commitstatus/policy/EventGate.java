package io.commitstatus.policy;

/**
 * Which events may become commit statuses at all.
 *
 * @since 0.1
 */
public enum EventGate {
    /** Every event that tells a commit; the default. */
    REVISION,
    /**
     * As in Flux since 1.8: errors; of the others, those with the metadata {@code commit_status: update} of the object's
     * controller, or with {@code event.toolkit.fluxcd.io/commit}.
     */
    FLUX
}
