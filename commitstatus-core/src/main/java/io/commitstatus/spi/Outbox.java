package io.commitstatus.spi;

import io.commitstatus.internal.delivery.MemoryOutbox;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.spi.PublishResult.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The store behind the registers: one row per {@link DeliveryKey}, with the status that is wanted there and what is known
 * of the one delivered. Thread-safe; every method is atomic. All times are the outbox's own, see {@link #now}. A row never
 * holds a secret.
 *
 * <p>Every method throws {@link OutboxException} when the store cannot be reached, and then has changed nothing.
 *
 * <p>The life of a row: {@link #put} makes it wanted and due. {@link #claim} leases it to one worker and marks it in doubt,
 * before a byte is sent. {@link #settle} ends the lease with what came of it. A lease that lapses leaves the doubt, so that
 * the next claim asks the vendor before it sends. What is settled is remembered for a while, so that an older event that
 * comes late is refused.
 */
public interface Outbox extends AutoCloseable {
    /** Event times further ahead of {@link #now} than this are taken for a wrong clock, and replaced by it. */
    Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /**
     * An outbox in memory, which a process takes with it.
     *
     * @param maxKeys how many rows it holds; past it the oldest settled row is forgotten, and when none is settled {@link
     *     #put} throws {@link OutboxFullException}
     * @param clock its time
     */
    static Outbox inMemory(int maxKeys, Clock clock) {
        return new MemoryOutbox(maxKeys, clock);
    }

    /**
     * Takes statuses, all or none, at most one for a key.
     *
     * <p>For each: where its value is {@linkplain StatusValue#same the same} as the one that is wanted, it joins that delivery;
     * as the one that is delivered without doubt, it is unchanged; either way the stored event time moves on to the later.
     * Else, where a newer one is stored, it is superseded. Newer means a later event time; at the same time a terminal
     * state over one that is not; then the order of acceptance. Otherwise it becomes what is wanted: the version rises, the
     * age begins anew, an earlier backoff is kept; and where the vendor shows just that already, without doubt, it is
     * unchanged at once.
     *
     * @return what became of each, in order
     * @throws OutboxFullException when there is no room
     */
    List<PutResult> put(List<Wanted> statuses);

    /**
     * Leases due rows to the caller: fairly over repositories; in one, terminal states first, then the newest event.
     * A claim marks its row in doubt.
     */
    List<Claim> claim(ClaimRequest request);

    /** Ends a claim. One whose lease has lapsed and was taken over, or whose token is unknown, is {@link Settled#LATE}. */
    Settled settle(Claim claim, Settlement settlement);

    /** {@return how long until a row of these Providers, or a lapsing lease, wants a claim; zero when one does now; empty when none ever will} */
    Optional<Duration> nextDue(Set<NamespacedName> providers);

    /** {@return what is stored for these keys; keys that are not are left out} */
    List<Row> look(List<DeliveryKey> keys);

    /**
     * Ends waiting rows older than {@code maxAge} that nobody has claimed, whatever their Provider, and forgets settled ones
     * older than {@code retention}. Works in bounded steps; the rest goes in a later call.
     *
     * @return the rows that it ended, now {@link State#EXPIRED}
     */
    List<Row> sweep(Duration maxAge, Duration retention);

    /** {@return rejected and expired rows, the newest first} */
    List<Row> undelivered(int max);

    /**
     * Makes the rejected or expired row with this acceptance id wanted and due again, its age and backoff begun anew.
     *
     * @return the row as it is then; empty when no rejected or expired row has this id
     */
    Optional<Row> replay(String id);

    /** {@return how much is waiting} */
    Backlog backlog();

    /** Remembers that a Provider's vendor asked to be left alone for so long, for every router on this outbox. */
    void hold(NamespacedName provider, Duration duration);

    /** {@return the Providers on hold, and for how long still} */
    Map<NamespacedName, Duration> holds();

    /** {@return the outbox's time} */
    Instant now();

    /** {@return whether rows survive the process; closing a router on one that does not first drains it} */
    boolean durable();

    /** {@return whether other routers may work on the same rows} */
    boolean shared();

    /** Lets go of what it holds. The router closes its outbox. */
    @Override
    void close();

    /** Where a row stands. */
    enum State {
        /** Wanted, and not known to be delivered. */
        WAITING,
        /** Delivered. */
        DELIVERED,
        /** The vendor showed it already. */
        UNCHANGED,
        /** The vendor will not take it. */
        REJECTED,
        /** It could not be delivered in time. */
        EXPIRED
    }

    /** What came of a settle. */
    enum Settled {
        /** The row is settled with it. */
        APPLIED,
        /** The row is wanted again: a newer status came while the claim was held. */
        MOVED_ON,
        /** The claim was no longer held; the row is in doubt and wanted. */
        LATE
    }

    /**
     * A status to be delivered.
     *
     * @param id the acceptance's id
     * @param key the register
     * @param provider whose credentials to use
     * @param status the value
     * @param eventTime when it happened; null for now, and never before the time stored
     */
    record Wanted(
            String id,
            DeliveryKey key,
            NamespacedName provider,
            CommitStatus status,
            @Nullable Instant eventTime) {}

    /**
     * What became of a status.
     *
     * @param kind what
     * @param row the row as it is now; its id is that of the acceptance under way, an earlier one where it was joined
     * @param clamped whether the event time was too far ahead and was replaced
     * @param displaced the earlier acceptance that ended with this, superseded before it was claimed
     */
    record PutResult(
            Kind kind, Row row, boolean clamped, @Nullable Row displaced) {
        /** What became of a status. */
        public enum Kind {
            /** It is wanted now. */
            ACCEPTED,
            /** The same is wanted already. */
            JOINED,
            /** The vendor shows it already. */
            UNCHANGED,
            /** A newer one is stored. */
            SUPERSEDED
        }
    }

    /**
     * Which rows to lease.
     *
     * @param providers only rows of these
     * @param max at most so many
     * @param lease for how long
     * @param admits asked for each candidate in order; it may count, and a candidate it admits is claimed unless another
     *     claimer was faster
     */
    record ClaimRequest(Set<NamespacedName> providers, int max, Duration lease, Predicate<Row> admits) {}

    /**
     * A leased row.
     *
     * @param row as it was when it was claimed; its {@code doubt} is from before
     * @param token the lease's
     * @param leaseEnd until when
     * @param takenOver whether the claimer before let its lease lapse, and might still be sending
     */
    record Claim(Row row, String token, Instant leaseEnd, boolean takenOver) {}

    /**
     * A row.
     *
     * @param key the register
     * @param id the acceptance's
     * @param provider whose credentials to use
     * @param status the value wanted
     * @param eventTime when it happened
     * @param version rises with every change of the value
     * @param acceptedAt when it became wanted
     * @param state where it stands
     * @param rejection why it was rejected
     * @param reason why it waits, was rejected or has expired; empty otherwise
     * @param attempts how many have failed in a row
     * @param delivered the value last delivered
     * @param doubt whether something may have been sent whose outcome is not known
     * @param due when it wants a claim; null for never
     */
    record Row(
            DeliveryKey key,
            String id,
            NamespacedName provider,
            CommitStatus status,
            Instant eventTime,
            long version,
            Instant acceptedAt,
            State state,
            @Nullable Rejection rejection,
            String reason,
            int attempts,
            @Nullable CommitStatus delivered,
            boolean doubt,
            @Nullable Instant due) {}

    /** How a claim ends. */
    sealed interface Settlement {
        /**
         * The vendor has taken it, or shows it.
         *
         * @param unchanged whether nothing had to be sent
         * @param verifyAfter when to ask once more, because another process may still be sending; null for never
         */
        record Delivered(boolean unchanged, @Nullable Duration verifyAfter) implements Settlement {}

        /**
         * Try again.
         *
         * @param after when
         * @param reason why
         * @param doubt whether it may have arrived all the same
         * @param counts whether it was an attempt that failed, for the backoff
         */
        record Again(Duration after, String reason, boolean doubt, boolean counts) implements Settlement {}

        /** The vendor will not take it. */
        record Refused(Rejection kind, String reason) implements Settlement {}

        /** There is no more time for it. */
        record Expired(String reason) implements Settlement {}
    }

    /**
     * How much is waiting.
     *
     * @param waiting rows that are wanted
     * @param oldest when the oldest of them was accepted
     * @param undelivered rows that were rejected or have expired, and are remembered
     */
    record Backlog(long waiting, @Nullable Instant oldest, long undelivered) {}
}
