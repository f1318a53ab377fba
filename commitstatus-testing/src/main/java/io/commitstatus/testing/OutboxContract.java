package io.commitstatus.testing;

/**
 * What every {@link io.commitstatus.spi.Outbox} must do, as tests whose names begin with the rule's number. Extend it, and
 * say how yours is opened and how its time is moved. An outbox must
 *
 * <ol>
 *   <li>make what is put wanted and due
 *   <li>let the newest win, and refuse an older one, also after delivery
 *   <li>on equal event times prefer a terminal state, then the later acceptance
 *   <li>let the same value join the delivery under way, or be unchanged on a row neither claimed nor in doubt
 *   <li>take its own time where an event has none, never before the one stored
 *   <li>take its own time where an event's is too far ahead
 *   <li>take all statuses of a put, or none
 *   <li>keep a row's backoff through a put, and begin its age anew
 *   <li>never lease a key twice, and only what is asked for
 *   <li>be fair over repositories; in one, terminal states first, then the newest
 *   <li>not lose what is put while its row is claimed
 *   <li>tell when the next claim is worthwhile
 *   <li>end a claim as its settlement says
 *   <li>have a lapsed lease claimed again, and let the stale claim settle nothing but the doubt
 *   <li>end what has waited too long, and forget what was settled long ago
 *   <li>list what was not delivered, and make it wanted again
 *   <li>count its backlog
 *   <li>remember holds while they last
 *   <li>keep all of this with four writers and four claimers at once
 *   <li>survive reopening, where it is durable
 * </ol>
 */
public abstract class OutboxContract extends OutboxConcurrency {

    /** For subclasses. */
    protected OutboxContract() {}
}
