package io.commitstatus.outbox;

import io.commitstatus.model.NamespacedName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to lease. Immutable.
 *
 * @since 0.1
 */
public final class ClaimRequest {
    private final Map<NamespacedName, Duration> leases;
    private final int max;
    private final Predicate<NamespacedName> open;
    private final Predicate<Row> admits;

    private ClaimRequest(
            Map<NamespacedName, Duration> leases, int max, Predicate<NamespacedName> open, Predicate<Row> admits) {
        this.leases = Objects.requireNonNull(leases);
        this.max = max;
        this.open = Objects.requireNonNull(open);
        this.admits = Objects.requireNonNull(admits);
    }

    /**
     * Returns a request for rows of the given Providers.
     *
     * @param leases for how long a row of each Provider is leased; rows of others are left alone
     * @param max how many at most, at least 0
     */
    public static ClaimRequest of(Map<NamespacedName, Duration> leases, int max) {
        return new ClaimRequest(leases, max, provider -> true, row -> true);
    }

    /**
     * Returns the same request with a filter. Both questions must be quick and call no foreign code, since they are asked under
     * the store's lock.
     *
     * @param open whether any row of a Provider may be claimed now, so that its rows need not be looked at
     * @param admits asked for each candidate in order; it may count, and a candidate that it admits is claimed unless another
     *     claimer was faster
     */
    public ClaimRequest admitting(Predicate<NamespacedName> open, Predicate<Row> admits) {
        return new ClaimRequest(leases, max, open, admits);
    }

    /** {@return the Providers whose rows are wanted} */
    public Set<NamespacedName> providers() {
        return leases.keySet();
    }

    /** {@return for how long a row of the Provider is leased; null when none of its rows is wanted} */
    public @Nullable Duration leaseOf(NamespacedName provider) {
        return leases.get(provider);
    }

    /** {@return how many rows at most} */
    public int max() {
        return max;
    }

    /** {@return whether rows of the Provider may be claimed now} */
    public boolean isOpen(NamespacedName provider) {
        return leases.containsKey(provider) && open.test(provider);
    }

    /** {@return whether a row of an {@linkplain #isOpen open} Provider may be claimed; a true counts as claimed} */
    public boolean admits(Row row) {
        return admits.test(row);
    }
}
