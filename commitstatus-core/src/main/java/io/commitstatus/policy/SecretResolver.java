package io.commitstatus.policy;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the Secrets that Providers name. Asked before every attempt, from several threads, so that a rotated token is used
 * at once; an implementation that asks a remote vault caches.
 *
 * <pre>{@code
 * SecretResolver secrets = SecretResolver.firstOf(
 *         SecretResolver.directory(Path.of("/etc/secrets")),
 *         SecretResolver.token("team/github-token", System.getenv("GITHUB_TOKEN")));
 * }</pre>
 *
 * @since 0.1
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
        Objects.requireNonNull(
                value,
                () -> "value must not be null; is the environment variable set that the token of " + name + " is in?");
        Secret secret = Secret.of(parsed, Map.of("token", value));
        return asked -> asked.equals(parsed) ? Optional.of(secret) : Optional.empty();
    }

    /**
     * Secrets in files: {@code <root>/<namespace>/<name>/<key>}, each file one value, byte for byte. Read anew each time, so
     * that a change counts at once; of a Kubernetes mount, all values are of one version.
     *
     * <p>A link that leads out of the root throws {@link IOException}, as does a file larger than 1 MiB. Subdirectories and
     * files whose names begin with a dot are left out.
     */
    static SecretResolver directory(Path root) {
        Objects.requireNonNull(root, "root must not be null");
        return new SecretDirectory(root)::read;
    }

    /** The first of these that has the Secret. One that throws ends the search, so that no other stands in by mistake. */
    static SecretResolver firstOf(SecretResolver... resolvers) {
        Objects.requireNonNull(resolvers, "resolvers must not be null");
        List<SecretResolver> all = List.of(resolvers);
        return name -> {
            for (SecretResolver resolver : all) {
                Optional<Secret> secret = resolver.resolve(name);
                if (secret.isPresent()) {
                    return secret;
                }
            }
            return Optional.empty();
        };
    }
}
