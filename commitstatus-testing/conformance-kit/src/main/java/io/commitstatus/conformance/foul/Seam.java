package io.commitstatus.conformance.foul;

/** A place where the library calls code that is not its own. */
public enum Seam {
    /** {@code SecretResolver.resolve}. */
    RESOLVER,
    /** {@code CommitStatusPublisher.destination} and what the destination tells. */
    DESTINATION,
    /** {@code Destination.vendorKey}. */
    VENDOR_KEY,
    /** {@code Destination.open}. */
    OPEN,
    /** {@code PublisherSession.publish}, before anything is sent. */
    PUBLISH,
    /** {@code PublisherSession.publish}, after the Git host has answered. */
    PUBLISHED,
    /** {@code PublisherSession.latest}. */
    LATEST,
    /** {@code PublisherSession.close}. */
    CLOSE,
    /** {@code DeliveryListener.accepted}. */
    LISTENER_ACCEPTED,
    /** {@code DeliveryListener.skipped}. */
    LISTENER_SKIPPED,
    /** {@code DeliveryListener.joined}. */
    LISTENER_JOINED,
    /** {@code DeliveryListener.attempted}. */
    LISTENER_ATTEMPTED,
    /** {@code DeliveryListener.settled}. */
    LISTENER_SETTLED,
    /** {@code DeliveryListener.held}. */
    LISTENER_HELD,
    /** {@code KeyStrategy.key}. */
    KEY_STRATEGY,
    /** {@code StateStrategy.state}. */
    STATE_STRATEGY,
    /** {@code DescriptionStrategy.description}. */
    DESCRIPTION_STRATEGY,
    /** {@code TargetUrlStrategy.targetUrl}. */
    TARGET_URL_STRATEGY,
    /** {@code Executor.execute}. */
    EXECUTOR,
    /** {@code Clock.instant}. */
    CLOCK,
    /** {@code Outbox.put}. */
    OUTBOX_PUT,
    /** {@code Outbox.claim}. */
    OUTBOX_CLAIM,
    /** {@code Outbox.settle}. */
    OUTBOX_SETTLE,
    /** Every other method of the outbox. */
    OUTBOX_OTHER
}
