package io.commitstatus.outbox;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.OutboxException;
import io.commitstatus.model.OutboxFullException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The store behind the registers: one row for each {@link DeliveryKey}, with the status that is wanted there and what is known
 * of the one shown. Thread-safe; every method is atomic. All times are the outbox's own, see {@link #now}. A row never holds a
 * secret.
 *
 * <pre>{@code
 * Outbox outbox = FileOutbox.at(Path.of("/var/lib/app/statuses.sqlite")); // the router closes it
 * CommitStatusRouter router = CommitStatusRouter.builder(configuration).outbox(outbox).build();
 * }</pre>
 *
 * <p>What becomes of a row is decided by {@link RowTransitions}; an implementation stores what they return, and passes the
 * contract of {@code commitstatus-testing}. Every method throws {@link OutboxException} when the store cannot be reached, and
 * then has changed nothing.
 *
 * <p>The life of a row: {@link #put} makes it wanted and due. {@link #claim} leases it to one worker before a byte is sent. {@link
 * #settle} ends the lease with what came of it. After a lease that has lapsed nobody knows what the Git host shows, so that
 * the next holder asks before it sends. What has ended is remembered for a while, so that an older event that comes late
 * is refused.
 *
 * @since 0.1
 */
public interface Outbox extends AutoCloseable {
    /** Event times further ahead of {@link #now} than this are taken for a wrong clock, and replaced by it. */
    Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /**
     * Accepts statuses, all or none, at most one for a key.
     *
     * <p>For each: where its value is {@linkplain SameStatus#test the same} as the one that its Provider waits to deliver, it
     * joins that delivery; as the one that was delivered and that the Git host is known to show, it is unchanged; either way
     * the stored event time moves on to the later. Else, where a newer one is stored that was not rejected, it is superseded.
     * Newer means a later event time; at the same time a terminal state over one that is not; then the order of acceptance.
     * Otherwise it becomes what is wanted: the version rises, the age begins anew, the backoff of the same Provider is kept;
     * and where the Git host is known to show just that already, it is unchanged at once.
     *
     * @return what became of each, in order
     * @throws OutboxFullException when there is no room
     */
    List<PutResult> put(List<Wanted> statuses);

    /**
     * Accepts statuses, at most one for a key, in the transaction that a connection is in: they are there when it commits, and
     * never were when it rolls back. Which of {@link #put(List)}'s ways each goes is decided after that, by {@link
     * #takeCommitted}. A status without an event time happens now. Neither commits nor closes.
     *
     * @throws UnsupportedOperationException when this outbox cannot, which is the default
     * @throws OutboxException when the connection fails; the transaction must be rolled back then
     */
    default void put(List<Wanted> statuses, Connection connection) {
        throw new UnsupportedOperationException(
                getClass().getSimpleName() + " takes part in no transaction of its caller's; PostgresOutbox does");
    }

    /**
     * Makes wanted what was put in transactions that have committed, in the order in which it was put, as {@link #put(List)} has
     * it. Default: nothing.
     *
     * @param max how many at once
     * @return what became of each, once
     */
    default List<CommittedPut> takeCommitted(int max) {
        return List.of();
    }

    /**
     * Leases due rows to the caller: fairly over namespaces and in one over repositories; in a repository terminal states first,
     * then the newest event.
     */
    List<Claim> claim(ClaimRequest request);

    /** Ends a claim. One whose token the row no longer has is {@link SettleResult#LATE}. */
    SettleResult settle(Claim claim, Settlement settlement);

    /**
     * Ends claims, each by itself. Default: one after another; a store that waits for a disk or a network does them together.
     *
     * @param ended at least one, no two of the same claim
     * @return what became of each, in order; empty for one that could not be stored, and is as it was
     * @throws OutboxException when none could be
     */
    default List<Optional<SettleResult>> settle(List<EndedClaim> ended) {
        List<Optional<SettleResult>> results = new ArrayList<>(ended.size());
        OutboxException failure = null;
        for (EndedClaim it : ended) {
            try {
                results.add(Optional.of(settle(it.claim(), it.settlement())));
            } catch (OutboxException e) {
                results.add(Optional.empty());
                failure = e;
            }
        }
        if (failure != null && results.stream().noneMatch(Optional::isPresent)) {
            throw failure;
        }
        return results;
    }

    /**
     * {@return how long until a row becomes due, or a lease lapses, that has not yet; empty when none ever will} Rows that are
     * due already and were not admitted to a claim do not count.
     */
    Optional<Duration> untilDue();

    /** {@return what is stored for these keys; keys that are not are left out} */
    List<Row> find(List<DeliveryKey> keys);

    /**
     * Ends waiting rows older than {@code maxAge} that nobody has claimed, whatever their Provider, and forgets ended ones
     * older than {@code retention}. Works in bounded steps; the rest goes in a later call.
     *
     * @return the rows that it ended, now {@link RowState#EXPIRED}
     */
    List<Row> expireAndPurge(Duration maxAge, Duration retention);

    /** {@return rejected and expired rows, the newest first} */
    List<Row> undelivered(int max);

    /**
     * Makes the rejected or expired row with this acceptance id wanted and due again, its age and backoff begun anew.
     *
     * @return the row as it is then; empty when no rejected or expired row has this id
     */
    Optional<Row> replay(String id);

    /**
     * {@return rows that ended at least {@code age} ago and whose outcome was not {@linkplain #told told}, the oldest first} A
     * router tells them again: its process, or another replica, may have ended in between. Default: none, for an outbox that
     * does not survive its process.
     */
    default List<Row> untold(Duration age, int max) {
        return List.of();
    }

    /**
     * Notes that the outcomes of ended rows were told to the listeners. It need not be durable when this returns: an outcome
     * may be told twice. Default: does nothing.
     */
    default void told(Collection<Row> rows) {}

    /**
     * Ends waiting rows, claimed or not, because the router closes and they end with it; asked only of an outbox that is not
     * {@link #durable}, until it returns none. Default: none.
     *
     * @return the rows that it forgot, as they were
     */
    default List<Row> abandon(int max) {
        return List.of();
    }

    /** {@return how much is waiting} */
    OutboxSize size();

    /**
     * Remembers that a credential must not be used for a while, for every router on this outbox.
     *
     * @param credential an opaque text that tells nothing about the secret
     */
    void hold(String credential, Duration duration);

    /** {@return the credentials on hold, and for how much longer} */
    Map<String, Duration> holds();

    /**
     * {@return random bytes, made once for a store, that the digests of credentials are keyed with} Default: none, for an outbox
     * that is not {@link #durable}.
     */
    default byte[] holdKey() {
        return new byte[0];
    }

    /** {@return the outbox's time} */
    Instant now();

    /** {@return whether rows survive the process; closing a router on one that does not first drains it} */
    boolean durable();

    /** {@return whether other routers may work on the same rows} */
    boolean shared();

    /** Releases what it holds. The router closes its outbox. */
    @Override
    void close();
}
