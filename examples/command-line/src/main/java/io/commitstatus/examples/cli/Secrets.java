package io.commitstatus.examples.cli;

import io.commitstatus.Configuration;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Secrets: of {@code --token-file}, of {@code --secrets}, of the configuration, and for the one that is in none of them, the
 * environment's token. That one is never taken for two Secrets: it would reach a Git host that it is not for.
 */
final class Secrets {
    static final String TOKEN = "COMMITSTATUS_TOKEN";

    private final Configuration configuration;
    private final SecretResolver resolver;
    private final Set<NamespacedName> missing;

    private Secrets(Configuration configuration, SecretResolver resolver, Set<NamespacedName> missing) {
        this.configuration = configuration;
        this.resolver = resolver;
        this.missing = missing;
    }

    static Secrets of(CommonOptions options, Configuration configuration, Map<String, String> environment) {
        SecretResolver given = SecretResolver.firstOf(
                tokenFiles(options.tokenFiles()), directory(options.secrets()), configuration.secrets());
        Set<NamespacedName> missing = missing(configuration, given);
        String token = environment.getOrDefault(TOKEN, "").strip();
        if (token.isEmpty() || missing.size() != 1) {
            return new Secrets(configuration, given, missing);
        }
        String only = missing.iterator().next().toString();
        return new Secrets(configuration, SecretResolver.firstOf(given, SecretResolver.token(only, token)), Set.of());
    }

    SecretResolver resolver() {
        return resolver;
    }

    /** The Secrets that Providers name for their credentials and that are nowhere, sorted. */
    Set<NamespacedName> missing() {
        return missing;
    }

    /** The configuration with the Secrets in it, so that they are checked with the Providers that name them. */
    Configuration together() {
        Map<NamespacedName, Secret> found = new TreeMap<>();
        for (Provider provider : configuration.providers()) {
            Stream.of(provider.secretRef(), provider.certSecretRef(), provider.proxySecretRef())
                    .flatMap(Optional::stream)
                    .forEach(it -> resolve(resolver, it).ifPresent(secret -> found.put(it, secret)));
        }
        found.values()
                .removeIf(
                        it -> configuration.secret(it.name()).filter(it::equals).isPresent());
        if (found.isEmpty()) {
            return configuration;
        }
        Configuration.Builder builder = configuration.toBuilder();
        found.values().forEach(builder::put);
        return builder.build();
    }

    private static Set<NamespacedName> missing(Configuration configuration, SecretResolver resolver) {
        Set<NamespacedName> missing = new TreeSet<>();
        for (Provider provider : configuration.providers()) {
            provider.secretRef()
                    .filter(it -> !provider.suspended())
                    .filter(it -> resolve(resolver, it).isEmpty())
                    .ifPresent(missing::add);
        }
        return missing;
    }

    private static Optional<Secret> resolve(SecretResolver resolver, NamespacedName name) {
        try {
            return resolver.resolve(name);
        } catch (IOException e) {
            throw new BadInputException("Secret " + name + " cannot be read: " + e.getMessage());
        }
    }

    private static SecretResolver directory(Optional<Path> directory) {
        if (directory.isEmpty()) {
            return name -> Optional.empty();
        }
        if (!Files.isDirectory(directory.get())) {
            throw new BadInputException(
                    "--secrets: " + directory.get() + " is not a directory; give one that holds NAMESPACE/NAME/KEY");
        }
        return SecretResolver.directory(directory.get());
    }

    /** A token's file ends in a line break more often than not, and no token does. */
    private static SecretResolver tokenFiles(Map<NamespacedName, Path> files) {
        Map<NamespacedName, Secret> secrets = new HashMap<>();
        files.forEach((name, file) -> {
            try {
                secrets.put(
                        name,
                        Secret.of(name, Map.of("token", Files.readString(file).strip())));
            } catch (IOException e) {
                // Without the path: somebody may have written the token in its place.
                throw new BadInputException("--token-file " + name + "=…: the file "
                        + (Files.exists(file) ? "cannot be read as UTF-8 text" : "is not there; correct the path"));
            }
        });
        return name -> Optional.ofNullable(secrets.get(name));
    }
}
