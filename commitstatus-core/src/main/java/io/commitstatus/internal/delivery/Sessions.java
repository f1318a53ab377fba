package io.commitstatus.internal.delivery;

import io.commitstatus.SecretResolver;
import io.commitstatus.internal.delivery.SessionFactory.Opened;
import io.commitstatus.internal.delivery.SessionFactory.Secrets;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session for each Provider, kept while Provider and Secrets are equal. One that is not any more closes after its last
 * publish. Thread-safe.
 */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Map<NamespacedName, Shared> open = new HashMap<>();
    private final SessionFactory factory;
    private final SecretResolver resolver;
    private boolean closed;

    Sessions(SessionFactory factory, SecretResolver resolver) {
        this.factory = factory;
        this.resolver = resolver;
    }

    /**
     * The session of a Provider, with the Secrets as they are now.
     *
     * @throws IOException when a Secret cannot be read now
     * @throws InvalidFieldException when a Secret is missing or unusable
     */
    Use use(Target target) throws IOException {
        Secrets secrets = resolve(target);
        synchronized (this) {
            if (closed) {
                throw new IOException("the router is closed");
            }
            Shared shared = open.get(target.provider().name());
            if (shared == null || !shared.target.equals(target) || !shared.secrets.equals(secrets)) {
                Shared fresh =
                        new Shared(target, secrets, factory.open(target.provider(), target.destination(), secrets));
                open.put(target.provider().name(), fresh);
                if (shared != null) {
                    shared.retire();
                }
                shared = fresh;
            }
            shared.users++;
            return new Use(shared);
        }
    }

    /** Who a Provider is to its vendor, by the Secrets as they are now. */
    Credential credential(Target target) throws IOException {
        return Credential.of(target.origin(), resolve(target).credentials());
    }

    /** Closes the sessions of Providers that are gone. */
    synchronized void retain(Set<NamespacedName> providers) {
        List<NamespacedName> gone =
                open.keySet().stream().filter(it -> !providers.contains(it)).toList();
        gone.forEach(it -> {
            Shared shared = open.remove(it);
            if (shared != null) {
                shared.retire();
            }
        });
    }

    /** Closes every session as soon as nobody uses it. */
    synchronized void close() {
        closed = true;
        new ArrayList<>(open.values()).forEach(Shared::retire);
        open.clear();
    }

    private Secrets resolve(Target target) throws IOException {
        NamespacedName own = target.provider().secretRef().orElse(null);
        Secret credentials =
                own == null ? Secret.of(target.provider().name(), Map.of()) : resolve("spec.secretRef", own);
        return new Secrets(
                credentials,
                resolveIfNamed("spec.certSecretRef", target.provider().certSecretRef()),
                resolveIfNamed("spec.proxySecretRef", target.provider().proxySecretRef()));
    }

    private @Nullable Secret resolveIfNamed(String field, Optional<NamespacedName> name) throws IOException {
        return name.isPresent() ? resolve(field, name.get()) : null;
    }

    private Secret resolve(String field, NamespacedName name) throws IOException {
        return resolver.resolve(name)
                .orElseThrow(() -> new InvalidFieldException(
                        field, "Secret " + name + " was not found; create it, or give a resolver that knows it"));
    }

    /** A session in use. Closing it gives it back. */
    final class Use implements AutoCloseable {
        private final Shared shared;

        private Use(Shared shared) {
            this.shared = shared;
        }

        PublisherSession session() {
            return shared.opened.session();
        }

        String redact(String text) {
            return shared.opened.redact().apply(text);
        }

        Credential credential() {
            return shared.credential;
        }

        @Override
        public void close() {
            synchronized (Sessions.this) {
                shared.users--;
                shared.closeWhenUnused();
            }
        }
    }

    /** Guarded by the sessions' lock. */
    private static final class Shared {
        final Target target;
        final Secrets secrets;
        final Opened opened;
        final Credential credential;
        int users;
        boolean retired;

        Shared(Target target, Secrets secrets, Opened opened) {
            this.target = target;
            this.secrets = secrets;
            this.opened = opened;
            this.credential = Credential.of(target.origin(), secrets.credentials());
        }

        void retire() {
            retired = true;
            closeWhenUnused();
        }

        void closeWhenUnused() {
            if (!retired || users > 0) {
                return;
            }
            try {
                opened.session().close();
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("provider", target.provider().name())
                        .log("closing a session failed: {}", opened.redact().apply(e.toString()));
            }
        }
    }
}
