package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.SessionFactory.Opened;
import io.commitstatus.internal.delivery.SessionFactory.Secrets;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.limits.CredentialId;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.CleanText;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.PublisherSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One session for each Provider, kept while Provider and Secrets are equal. One that is not any more closes after its last
 * publish. Thread-safe; foreign code runs outside the lock.
 */
final class Sessions {
    private static final int LONGEST_REASON = 1000;

    private final Map<NamespacedName, Shared> open = new HashMap<>();
    private final SessionFactory factory;
    private final ProviderSecrets secrets;
    private boolean closed;

    Sessions(SessionFactory factory, SecretResolver resolver) {
        this.factory = factory;
        this.secrets = new ProviderSecrets(resolver);
    }

    /**
     * The session of a Provider, with the Secrets as they are now.
     *
     * @throws IOException when a Secret cannot be read now
     * @throws InvalidFieldException when a Secret is missing or unusable
     */
    Use use(DeliveryTarget target) throws IOException, InterruptedException {
        Secrets found = secrets.of(target.provider());
        Use known = known(target, found);
        if (known != null) {
            return known;
        }
        Opened opened = Foreign.call(
                "the publisher of type " + target.type(),
                () -> factory.open(target.provider(), target.destination(), found));
        return install(new Shared(target, found, opened));
    }

    private synchronized @Nullable Use known(DeliveryTarget target, Secrets secrets) throws IOException {
        if (closed) {
            throw new IOException("the router is closed");
        }
        Shared shared = open.get(target.name());
        return shared != null && shared.isFor(target, secrets) ? new Use(shared) : null;
    }

    private Use install(Shared fresh) throws IOException {
        Shared unneeded;
        Use use;
        synchronized (this) {
            Shared known = open.get(fresh.target.name());
            if (closed) {
                unneeded = fresh;
                use = null;
            } else if (known != null && known.isFor(fresh.target, fresh.secrets)) {
                // Another worker was faster.
                unneeded = fresh;
                use = new Use(known);
            } else {
                open.put(fresh.target.name(), fresh);
                unneeded = known;
                use = new Use(fresh);
            }
        }
        if (unneeded != null) {
            retire(unneeded);
        }
        if (use == null) {
            throw new IOException("the router is closed");
        }
        return use;
    }

    /** Who a Provider is to its Git host, by the Secrets as they are now. */
    CredentialId credential(DeliveryTarget target) throws IOException, InterruptedException {
        return CredentialId.of(target.origin(), secrets.of(target.provider()).credentials());
    }

    /** Closes the sessions of Providers that are gone. */
    void retain(Set<NamespacedName> providers) {
        List<Shared> gone = new ArrayList<>();
        synchronized (this) {
            open.entrySet().removeIf(it -> !providers.contains(it.getKey()) && gone.add(it.getValue()));
        }
        gone.forEach(this::retire);
    }

    /** Closes every session as soon as nobody uses it. */
    void close() {
        List<Shared> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(open.values());
            open.clear();
        }
        all.forEach(this::retire);
    }

    private void retire(Shared shared) {
        boolean unused;
        synchronized (this) {
            shared.retired = true;
            unused = shared.users == 0;
        }
        if (unused) {
            shared.close();
        }
    }

    /** A session in use. Closing it gives it back. Made under the lock. */
    final class Use implements AutoCloseable {
        private final Shared shared;

        private Use(Shared shared) {
            this.shared = shared;
            shared.users++;
        }

        PublisherSession session() {
            return shared.opened.session();
        }

        boolean usesPassword() {
            return Foreign.call("the publisher of type " + shared.target.type(), session()::usesPassword);
        }

        /** What somebody else said, without secrets, on one line and of a bounded length. */
        String redact(String text) {
            return Texts.cut(CleanText.line(shared.opened.redact().apply(text)), LONGEST_REASON);
        }

        /** The number of the minted token that would be sent now; 0 without one. */
        long tokenSerial() {
            return shared.opened.tokens().serial();
        }

        /** The Git host refused that token. Returns whether there will be another. */
        boolean forgetToken(long serial) {
            return shared.opened.tokens().forget(serial);
        }

        CredentialId credential() {
            return shared.credential;
        }

        /** The pause that the Git host asked for by an answer that no result tells of. */
        Optional<Duration> pause() {
            return shared.opened.pause().get();
        }

        @Override
        public void close() {
            boolean last;
            synchronized (Sessions.this) {
                shared.users--;
                last = shared.retired && shared.users == 0;
            }
            if (last) {
                shared.close();
            }
        }
    }

    /** Its counts are guarded by the sessions' lock. */
    private static final class Shared {
        final DeliveryTarget target;
        final Secrets secrets;
        final Opened opened;
        final CredentialId credential;
        int users;
        boolean retired;

        Shared(DeliveryTarget target, Secrets secrets, Opened opened) {
            this.target = target;
            this.secrets = secrets;
            this.opened = opened;
            this.credential = CredentialId.of(target.origin(), secrets.credentials());
        }

        boolean isFor(DeliveryTarget other, Secrets others) {
            return target.equals(other) && secrets.equals(others);
        }

        void close() {
            Foreign.run("closing a session of type " + target.type(), opened.session()::close);
            opened.tokens().close();
        }
    }
}
