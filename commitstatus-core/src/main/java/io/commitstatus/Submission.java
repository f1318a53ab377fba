package io.commitstatus;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statuses for one Provider that are accepted together, all or none. Immutable.
 *
 * @since 0.1
 */
public final class Submission {
    private final NamespacedName provider;
    private final List<CommitStatus> statuses;
    private final @Nullable Instant happened;
    private final @Nullable Connection connection;

    private Submission(
            NamespacedName provider,
            List<CommitStatus> statuses,
            @Nullable Instant happened,
            @Nullable Connection connection) {
        this.provider = provider;
        this.statuses = statuses;
        this.happened = happened;
        this.connection = connection;
    }

    /**
     * Statuses for a Provider.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Submission of(NamespacedName provider, Collection<CommitStatus> statuses) {
        Objects.requireNonNull(provider, "provider must not be null");
        Objects.requireNonNull(statuses, "statuses must not be null");
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is nothing to submit to " + provider + "; give at least one status");
        }
        statuses.forEach(it -> Objects.requireNonNull(it, "status must not be null"));
        return new Submission(provider, List.copyOf(statuses), null, null);
    }

    /** The same. */
    public static Submission of(NamespacedName provider, CommitStatus... statuses) {
        Objects.requireNonNull(statuses, "statuses must not be null");
        return of(provider, Arrays.asList(statuses));
    }

    /**
     * The same, by the Provider's {@code namespace/name}.
     *
     * @throws IllegalArgumentException when that is not a namespace and a name, or there is no status
     */
    public static Submission of(String provider, CommitStatus... statuses) {
        Objects.requireNonNull(statuses, "statuses must not be null");
        return of(NamespacedName.parse(provider), Arrays.asList(statuses));
    }

    /** Returns a copy for something that happened at a known time; default: the outbox's time when it is submitted. */
    public Submission at(Instant happened) {
        return new Submission(
                provider, statuses, Objects.requireNonNull(happened, "happened must not be null"), connection);
    }

    /**
     * Returns a copy whose statuses are of a commit of this branch or tag, where they do not name one themselves; see {@link
     * CommitStatus.Builder#ref}.
     */
    public Submission ref(String ref) {
        Objects.requireNonNull(ref, "ref must not be null");
        List<CommitStatus> named = statuses.stream()
                .map(it -> it.ref().isPresent() ? it : it.toBuilder().ref(ref).build())
                .toList();
        return new Submission(provider, named, happened, connection);
    }

    /**
     * Returns a copy that is accepted in a transaction of the caller's; see {@link CommitStatusRouter#route(
     * io.commitstatus.model.Event, Connection)}. It happens when it is submitted, not when the transaction commits.
     */
    public Submission in(Connection connection) {
        return new Submission(
                provider, statuses, happened, Objects.requireNonNull(connection, "connection must not be null"));
    }

    /** {@return the Provider} */
    public NamespacedName provider() {
        return provider;
    }

    /** {@return the statuses, in the order given} */
    public List<CommitStatus> statuses() {
        return statuses;
    }

    /** {@return when it happened; empty for the outbox's time} */
    public Optional<Instant> happened() {
        return Optional.ofNullable(happened);
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    public String toString() {
        return provider + " " + statuses;
    }
}
