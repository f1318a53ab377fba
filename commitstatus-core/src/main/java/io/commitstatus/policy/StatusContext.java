package io.commitstatus.policy;

import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.Provider;
import java.util.Objects;

/**
 * What a strategy makes its part of a status from. Immutable.
 *
 * @since 0.1
 */
public final class StatusContext {
    private final Event event;
    private final Alert alert;
    private final Provider provider;
    private final String commit;

    private StatusContext(Event event, Alert alert, Provider provider, String commit) {
        this.event = Objects.requireNonNull(event, "event must not be null");
        this.alert = Objects.requireNonNull(alert, "alert must not be null");
        this.provider = Objects.requireNonNull(provider, "provider must not be null");
        this.commit = Objects.requireNonNull(commit, "commit must not be null");
    }

    /** A context; also for tests of strategies. */
    public static StatusContext of(Event event, Alert alert, Provider provider, String commit) {
        return new StatusContext(event, alert, provider, commit);
    }

    /** {@return the event, its metadata combined with the Alert's, with bare keys such as {@code revision}} */
    public Event event() {
        return event;
    }

    /** {@return the Alert that matched} */
    public Alert alert() {
        return alert;
    }

    /** {@return the Alert's Provider} */
    public Provider provider() {
        return provider;
    }

    /** {@return the commit that the event speaks of, 40 or 64 lower-case hexadecimal digits} */
    public String commit() {
        return commit;
    }

    @Override
    public String toString() {
        return event + " by " + alert + " to " + provider;
    }
}
