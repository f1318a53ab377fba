package io.commitstatus.testing.contract;

import io.commitstatus.testing.forge.StandIn;

/**
 * What every publisher must do, as tests whose names begin with the rule's number. Extend it, give it your publisher and a
 * {@link StandIn} of your vendor's wire format; server, faults and assertions are the contract's. A publisher must
 *
 * <ol>
 *   <li>be found by ServiceLoader under its lower-case {@code type()}
 *   <li>refuse a bad address in {@code destination} and bad credentials in {@code open}, naming the field; no I/O in either
 *   <li>land each state with key, description and target URL
 *   <li>take the same status twice without harm
 *   <li>answer 429 (seconds, HTTP-date, the Git host's own way) with RateLimited and that delay
 *   <li>answer 5xx and a reset connection with Retry or IOException, claiming no delay
 *   <li>answer refused credentials with Rejected CREDENTIALS; other final refusals with Rejected of the right kind, the
 *       number in the reason; the vendor's unknown-commit answer with NotVisible
 *   <li>never show a secret
 *   <li>stay within the vendor's limits; distinct long keys stay distinct
 *   <li>survive empty, malformed, huge and non-JSON bodies
 *   <li>keep the timeout, also when a body trickles
 *   <li>heed an interrupt
 *   <li>be thread-safe
 *   <li>close twice without harm
 *   <li>send its credentials to no other origin, whatever a redirect says
 *   <li>report the latest status of a key that it, or another program, has posted
 * </ol>
 */
public abstract class PublisherContract extends PublisherSafety {

    /** For subclasses. */
    protected PublisherContract() {}
}
