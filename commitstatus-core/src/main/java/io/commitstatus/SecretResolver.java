package io.commitstatus;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the Secrets that Providers name. Asked before every attempt, from several threads, so that a rotated token is used
 * at once; an implementation that asks a remote vault caches.
 */
@FunctionalInterface
public interface SecretResolver {

    /**
     * Finds a Secret.
     *
     * @return the Secret; empty when there is none of that name
     * @throws IOException when it cannot be told now; the delivery is tried again later
     */
    Optional<Secret> resolve(NamespacedName name) throws IOException;

    /** One Secret with one value under the key {@code token}. */
    static SecretResolver token(String name, String value) {
        NamespacedName parsed = NamespacedName.parse(name);
        Secret secret = Secret.of(parsed, Map.of("token", value));
        return asked -> asked.equals(parsed) ? Optional.of(secret) : Optional.empty();
    }

    /** The Secrets that stand in a configuration. */
    static SecretResolver of(Configuration configuration) {
        return configuration::secret;
    }
}
