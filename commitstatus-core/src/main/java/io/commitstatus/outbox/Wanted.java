package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A status to be delivered. Immutable.
 *
 * @since 0.1
 */
public final class Wanted {
    private final String id;
    private final DeliveryKey key;
    private final NamespacedName provider;
    private final CommitStatus status;
    private final @Nullable Instant eventTime;

    private Wanted(
            String id, DeliveryKey key, NamespacedName provider, CommitStatus status, @Nullable Instant eventTime) {
        this.id = Objects.requireNonNull(id);
        this.key = Objects.requireNonNull(key);
        this.provider = Objects.requireNonNull(provider);
        this.status = Objects.requireNonNull(status);
        this.eventTime = eventTime;
    }

    /**
     * Returns a status that happens now.
     *
     * @param id of the acceptance, unique
     * @param key the register
     * @param provider whose credentials to use
     * @param status the value
     */
    public static Wanted of(String id, DeliveryKey key, NamespacedName provider, CommitStatus status) {
        return new Wanted(id, key, provider, status, null);
    }

    /** {@return the same, with the time at which it happened} */
    public Wanted at(Instant eventTime) {
        return new Wanted(id, key, provider, status, Objects.requireNonNull(eventTime));
    }

    /** {@return the id of the acceptance} */
    public String id() {
        return id;
    }

    /** {@return the register} */
    public DeliveryKey key() {
        return key;
    }

    /** {@return whose credentials to use} */
    public NamespacedName provider() {
        return provider;
    }

    /** {@return the value} */
    public CommitStatus status() {
        return status;
    }

    /** {@return when it happened; empty for the outbox's time, and never before the time stored} */
    public Optional<Instant> eventTime() {
        return Optional.ofNullable(eventTime);
    }

    @Override
    public String toString() {
        return key + " " + status.state() + " " + id;
    }
}
